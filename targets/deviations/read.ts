import { readFile } from "node:fs/promises";

import * as z from "zod";

import { jsonIn } from "../../models/json.ts";
import type { RuleId } from "../../models/rule.ts";
import type { Deviation } from "../target.ts";

const fileSchema = z.strictObject({
  /** What the list speaks of, for readers. */
  target: z.string(),
  version: z.string().optional(),
  deviations: z.array(
    z.strictObject({
      rule: z.custom<RuleId>((id) => typeof id === "string" && id.includes("/")),
      because: z.string().min(1),
      fact: z
        .custom<Deviation["fact"]>((id) => typeof id === "string" && /^[FT]\d/.test(id))
        .optional(),
      seldom: z.literal(true).optional(),
    }),
  ),
});

/** A file of deviations that cannot be used. */
export class BadDeviations extends Error {
  override readonly name = "BadDeviations";
}

/** Reads a list of deviations. Throws `BadDeviations` with the place of what is wrong. */
export async function readDeviations(
  path: string,
  isRule: (id: RuleId) => boolean,
): Promise<readonly Deviation[]> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new BadDeviations(`no file can be read at ${path}`);
  });
  const data = jsonIn(text);
  if (data === undefined) throw new BadDeviations(`${path} is not JSON`);
  const parsed = fileSchema.safeParse(data);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new BadDeviations(
      `${path} is no list of deviations: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`,
    );
  }
  const unknown = parsed.data.deviations.find(({ rule }) => !isRule(rule));
  if (unknown !== undefined)
    throw new BadDeviations(`${path} names ${unknown.rule}, and there is no such rule`);
  const rules = parsed.data.deviations.map(({ rule }) => rule);
  const twice = rules.find((rule, index) => rules.indexOf(rule) !== index);
  if (twice !== undefined)
    throw new BadDeviations(`${path} lists ${twice} twice: leave one of the entries out`);
  return parsed.data.deviations;
}
