/** What explains some of what was seen, by the numbers of these. */
export interface Explanation<T> {
  readonly of: T;
  readonly explains: ReadonlySet<number>;
  /** How much it would explain that was not seen; nothing unless said. */
  readonly contradictions?: number;
  /** It is meant to explain several things: of two that explain as many, it is taken first where it does. */
  readonly isBroad?: boolean;
  /** It explains nothing, and stands for what is left: any other that is worth as much is taken first. */
  readonly isMissing?: true;
}

/**
 * The fewest explanations of so many things, as far as the greedy way finds them: that of the most that is not explained yet and
 * of the least that was not seen, the first of several. What nothing explains is left out.
 */
export function cover<T>(
  count: number,
  explanations: readonly Explanation<T>[],
): readonly Explanation<T>[] {
  const left = new Set(Array.from({ length: count }, (_, index) => index));
  const chosen: Explanation<T>[] = [];
  for (;;) {
    const [best] = explanations
      .map((one) => ({ one, more: one.explains.intersection(left).size }))
      .filter(({ more }) => more > 0)
      .toSorted(
        (one, other) =>
          worth(other) - worth(one) ||
          Number(one.one.isMissing ?? false) - Number(other.one.isMissing ?? false) ||
          Number(isFitting(other)) - Number(isFitting(one)),
      );
    if (best === undefined) return chosen;
    chosen.push({ ...best.one, explains: best.one.explains.intersection(left) });
    for (const index of best.one.explains) left.delete(index);
  }
}

interface Worth {
  readonly one: Explanation<unknown>;
  /** How much it explains that is not explained yet. */
  readonly more: number;
}

const isFitting = ({ one: { isBroad = false }, more }: Worth): boolean => isBroad === more > 1;

/** What counts against an explanation counts twice; one that explains anything is worth something. */
const worth = ({ one, more }: Worth): number => Math.max(0, more - 2 * (one.contradictions ?? 0));
