import type { Explanation } from "./cover.ts";
import type { Hypothesis } from "./hypotheses.ts";

/** What a fault explains, by the numbers of what was seen; or what no fault does. */
export type Explained = Explanation<Hypothesis | undefined>;

/** What explains nothing but one thing, by its number; nothing where it explains more. */
export function soleOf({ explains }: Explained): number | undefined {
  const [sole, ...more] = explains;
  return more.length === 0 ? sole : undefined;
}

/** All, with what one explains told beneath another. */
export const beneath = (
  all: readonly Explained[],
  one: Explained,
  cause: Explained,
): readonly Explained[] =>
  all
    .filter((other) => other !== one)
    .map((other) =>
      other === cause ? { ...other, explains: other.explains.union(one.explains) } : other,
    );
