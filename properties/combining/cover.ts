/** A choice of one class of each parameter, by their names. */
export type Row = Readonly<Record<string, string>>;

export type Parameters = Readonly<Record<string, readonly string[]>>;

/** All rows that can be put together. */
export const productOf = (parameters: Parameters): readonly Row[] =>
  Object.entries(parameters).reduce<readonly Row[]>(
    (rows, [name, classes]) =>
      rows.flatMap((row) => classes.map((chosen) => ({ ...row, [name]: chosen }))),
    [{}],
  );

/** More classes than any parameter has. */
const mostClasses = 64;

/**
 * Chooses rows in which classes meet, so many at a time, that met in none which it chose before: first those in which most do. It has
 * about as many as other greedy covering arrays, and takes any candidates.
 */
export class Cover {
  readonly #names: readonly string[];
  readonly #codes: ReadonlyMap<string, number>;
  /** The parameters of which classes meet, by their places. */
  readonly #meetings: readonly (readonly number[])[];
  readonly #met = new Set<number>();

  constructor(parameters: Parameters, strength: number) {
    this.#names = Object.keys(parameters);
    this.#codes = new Map(
      Object.entries(parameters).flatMap(([parameter, classes]) =>
        classes.map((name, code) => [`${parameter}: ${name}`, code] as const),
      ),
    );
    this.#meetings = choicesOf(
      this.#names.map((_, place) => place),
      Math.min(strength, this.#names.length),
    );
  }

  /** Of the candidates, those that are needed; the ones that do not fit are left out. */
  choose(candidates: readonly Row[], fits: (row: Row) => boolean = () => true): readonly Row[] {
    const chosen: Row[] = [];
    let left = candidates.map((row) => ({ row, codes: this.#codesOf(row) }));
    for (let gain = this.#meetings.length; gain > 0; gain -= 1)
      left = left.filter(({ row, codes }) => {
        const news = this.#newIn(codes);
        if (news.length < gain) return news.length > 0;
        if (!fits(row)) return false;
        chosen.push(row);
        for (const one of news) this.#met.add(one);
        return false;
      });
    return chosen;
  }

  #codesOf(row: Row): readonly number[] {
    return this.#names.map((name) => this.#codes.get(`${name}: ${row[name]}`) ?? 0);
  }

  /** What meets in a row, and met in none before: each meeting as one number. */
  #newIn(codes: readonly number[]): readonly number[] {
    const found: number[] = [];
    for (const [turn, places] of this.#meetings.entries()) {
      let one = turn;
      for (const place of places) one = one * mostClasses + (codes[place] ?? 0);
      if (!this.#met.has(one)) found.push(one);
    }
    return found;
  }
}

/** All choices of so many of some, in their order. */
const choicesOf = <T>(all: readonly T[], count: number): readonly (readonly T[])[] =>
  count === 0
    ? [[]]
    : all.flatMap((one, place) =>
        choicesOf(all.slice(place + 1), count - 1).map((others) => [one, ...others]),
      );
