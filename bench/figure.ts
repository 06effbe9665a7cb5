/** One measured figure beside its yardstick, both taken in the same run. */
export interface Figure {
  readonly figure: string;
  readonly ours: number;
  readonly yardstick: number | undefined;
  readonly yardstickName: string;
  /** Ours divided by the yardstick. */
  readonly ratio: number | undefined;
  readonly goal: string;
  readonly met: boolean;
  /** Why it falls short. */
  readonly because?: string;
}

/** Figures that are measured together. */
export interface Bench {
  readonly name: string;
  /** True of one that takes so long that it is run by its name only. */
  readonly isLong?: true;
  /** Measures, and says on the way what it is at. */
  run(say: (text: string) => void, options: BenchOptions): Promise<readonly Figure[]>;
}

export interface BenchOptions {
  /** A folder with Porcupine's test data. */
  readonly histories?: string | undefined;
}

/** A figure that has a yardstick, with the goal for the figure itself or for the ratio. */
export const beside = (
  figure: string,
  ours: number,
  [yardstickName, yardstick]: readonly [name: string, value: number],
  goal: string,
  isMet: (ours: number, ratio: number) => boolean,
  because?: string,
): Figure => ({
  figure,
  ours: rounded(ours),
  yardstick: rounded(yardstick),
  yardstickName,
  ratio: rounded(ours / yardstick),
  goal,
  met: isMet(ours, ours / yardstick),
  ...(because === undefined || isMet(ours, ours / yardstick) ? {} : { because }),
});

/** A figure that stands alone. */
export const alone = (
  figure: string,
  ours: number,
  goal: string,
  isMet: (ours: number) => boolean,
  because?: string,
): Figure => ({
  figure,
  ours: rounded(ours),
  yardstick: undefined,
  yardstickName: "none",
  ratio: undefined,
  goal,
  met: isMet(ours),
  ...(because === undefined || isMet(ours) ? {} : { because }),
});

const rounded = (value: number): number =>
  Number.isFinite(value) ? Number(value.toPrecision(4)) : value;

/** The value below which so large a share of the sample lies; the median is at one half. */
export const quantile = (sample: readonly number[], share: number): number => {
  const sorted = sample.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};

export const median = (sample: readonly number[]): number => quantile(sample, 0.5);
