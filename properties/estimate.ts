import type { RuleId } from "../models/rules/rule.ts";
import type { Talk } from "./talk.ts";

/** What is estimated of what a run has not seen. */
export interface Estimate {
  /** The conversations that it is taken from, and their requests: those that were aimed at nothing. */
  readonly conversations: number;
  readonly requests: number;
  /** The chance that the next hundred requests like these show anything new: a rule that never spoke before, or never was broken. */
  readonly newInNext100: number;
  /** How many broken rules were never seen to be, and between which numbers that lies nine times of ten. */
  readonly unseen: number;
  readonly interval: readonly [number, number];
}

/** So many standard deviations hold nine tenths of a normal distribution. */
const ninetyPercent = 1.645;

/** The fewest conversations that tell anything. */
const fewest = 30;

/**
 * Counts in how many conversations each thing was met, in all and in those that were aimed at nothing. Guidance meets what is rare too
 * often for its being rare to be told from that: so estimates are taken from the others, and of what they met those things are left out
 * that guidance met as well.
 */
export class Sample {
  readonly #all = new Map<string, number>();
  readonly #drawn = new Map<string, number>();
  #conversations = 0;
  #requests = 0;

  take({ exercised, failures, exchanges }: Talk, isDrawn: boolean): void {
    const things = new Set([
      ...exercised.map((rule) => `rule ${rule}`),
      ...failures.map(({ violation }) => brokenKey(violation.rule)),
    ]);
    for (const thing of things) {
      count(this.#all, thing);
      if (isDrawn) count(this.#drawn, thing);
    }
    if (!isDrawn) return;
    this.#conversations += 1;
    this.#requests += exchanges.length;
  }

  /** The estimates; nothing where too few conversations were aimed at nothing. */
  estimate(): Estimate | undefined {
    const [conversations, requests] = [this.#conversations, this.#requests];
    if (conversations < fewest || requests === 0) return undefined;
    const news = this.#drawn.keys().filter((thing) => this.#all.get(thing) === 1);
    // Good and Turing: as often as a conversation has shown what no other did, so often the next one will.
    const rate = Math.min(1, [...news].length / conversations);
    const { unseen, interval } = this.#unseen();
    return {
      conversations,
      requests,
      newInNext100: rounded(1 - (1 - rate) ** ((100 * conversations) / requests)),
      unseen: rounded(unseen),
      interval: [rounded(interval[0]), rounded(interval[1])],
    };
  }

  /** Chao's estimate of how many kinds there are, by how many were met once and twice, without those that were met at all. */
  #unseen(): Pick<Estimate, "unseen" | "interval"> {
    const met = [...this.#drawn].filter(([thing]) => thing.startsWith(brokenPrefix));
    const known = this.#all.keys().filter((thing) => thing.startsWith(brokenPrefix));
    const seenElsewhere = [...known].length - met.length;
    const once = met.filter(([, times]) => times === 1).length;
    const twice = met.filter(([, times]) => times === 2).length;
    const share = (this.#conversations - 1) / this.#conversations;
    const missing = chao(once, twice, share);
    const [low, high] = intervalOf(missing, varianceOf(once, twice, share));
    const less = (value: number): number => Math.max(0, value - seenElsewhere);
    return { unseen: less(missing), interval: [less(low), less(high)] };
  }
}

const brokenPrefix = "broken ";

const brokenKey = (rule: RuleId): string => `${brokenPrefix}${rule}`;

const count = (counts: Map<string, number>, thing: string): void => {
  counts.set(thing, 1 + (counts.get(thing) ?? 0));
};

const rounded = (value: number): number => Math.round(1000 * value) / 1000;

/** Chao2, in its form that is right where nothing was met twice (Chao 1987; Colwell and Coddington 1994). */
const chao = (once: number, twice: number, share: number): number =>
  twice > 0 ? (share * once ** 2) / (2 * twice) : (share * once * (once - 1)) / 2;

const varianceOf = (once: number, twice: number, share: number): number => {
  if (twice === 0) {
    const missing = chao(once, twice, share);
    const total = missing + once;
    return missing === 0
      ? 0
      : (share * once * (once - 1)) / 2 +
          (share ** 2 * once * (2 * once - 1) ** 2) / 4 -
          (share ** 2 * once ** 4) / (4 * total);
  }
  const ratio = once / twice;
  return (
    twice * ((share * ratio ** 2) / 2 + share ** 2 * ratio ** 3 + (share ** 2 * ratio ** 4) / 4)
  );
};

/** A log-normal interval about what is missing: it is never less than nothing. What was met leaves room for one more. */
function intervalOf(missing: number, variance: number): readonly [number, number] {
  if (missing === 0) return [0, 1];
  const spread = Math.exp(
    ninetyPercent * Math.sqrt(Math.log(1 + Math.max(0, variance) / missing ** 2)),
  );
  return [missing / spread, Math.max(1, missing * spread)];
}
