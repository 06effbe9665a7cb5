import type { Command } from "../../models/contract/contract.ts";
import type { Prediction } from "../../models/judge/predict.ts";
import type { RuleId } from "../../models/rules/rule.ts";

/** So many commands in a row of which no rule speaks for the first time, and the guide is no longer new. */
const longestIdle = 30;

/** What a wait for something to settle costs, in requests: about so many. */
const costOfWaiting = 2;

/** What it is worth to hear a rule that was heard so often: news is worth most by far. */
const worthOf = (heard: number): number => (1 + heard) ** -3;

/** A command that could be said next, and what would come of it. */
interface Offer {
  readonly command: Command;
  readonly prediction: Prediction;
}

/**
 * Leads to where the rules speak that were heard least, in few requests: on a real account each costs time. What would
 * speak is foreseen by the model, so that the same seed leads to the same commands whatever a target answers.
 */
export class CoverageGuide {
  readonly #heard = new Map<RuleId, number>();
  #idle: number;

  /** A guide that is not new is one by which all was heard already, as far as its beginning goes. */
  constructor(isNew = true) {
    this.#idle = isNew ? 0 : longestIdle;
  }

  /** True while hardly a command goes by without news. */
  get isNew(): boolean {
    return this.#idle < longestIdle;
  }

  /** How often a rule was to speak of what was said. */
  heard(rule: RuleId): number {
    return this.#heard.get(rule) ?? 0;
  }

  /** The offer that is worth most for what it costs; none where no rule would speak. */
  best<T extends Offer>(offers: readonly T[]): T | undefined {
    let best: T | undefined;
    let most = 0;
    for (const offer of offers) {
      const worth = this.#worth(offer);
      if (worth > most) [best, most] = [offer, worth];
    }
    return best;
  }

  /** Takes note of the rules that speak of what is said. */
  note({ exercised }: Prediction): void {
    let isNews = false;
    for (const rule of exercised) {
      const heard = this.#heard.get(rule) ?? 0;
      isNews ||= heard === 0;
      this.#heard.set(rule, heard + 1);
    }
    if (this.isNew) this.#idle = isNews ? 0 : this.#idle + 1;
  }

  #worth({ command, prediction }: Offer): number {
    const worth = prediction.exercised
      .map((rule) => worthOf(this.#heard.get(rule) ?? 0))
      .reduce((sum, one) => sum + one, 0);
    return command.until === "settled" ? worth / costOfWaiting : worth;
  }
}
