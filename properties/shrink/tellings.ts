import type { Conversation } from "../../models/contract/command.ts";
import type { RuleId } from "../../models/rules/rule.ts";
import type { Failure } from "../check/checked.ts";
import { isCrash, otherLosses } from "../check/crash.ts";
import type { Story } from "../gathering.ts";
import { firstSectionIn } from "../run/clients.ts";
import { isWaitedOut } from "../run/said.ts";
import { type Talk, talkFrom } from "../talk.ts";
import type { Layer } from "./attribution.ts";

/** What came of telling a story once more, in a fresh session: it is true, it is not, or nobody knows. */
export type ShrinkResult =
  | {
      readonly kind: "confirmed";
      readonly conversation: Conversation;
      readonly talk: Talk;
      readonly failure: Failure;
      /** Where a client stands between: whose fault it is, where that is known. */
      readonly layer?: Layer | undefined;
    }
  /** It was true so many times of so many, and not each time. */
  | { readonly kind: "not-reproduced"; readonly seen: number; readonly tellings: number }
  /** It is refused alike where the rule has nothing to say: another rule tells it. */
  | { readonly kind: "acquitted"; readonly as: RuleId }
  | { readonly kind: "inconclusive"; readonly because: string };

/** A story that is true. */
export type Confirmed = Extract<ShrinkResult, { readonly kind: "confirmed" }>;

/**
 * How often in a row a story must be true in fresh sessions before anybody is accused: what comes by chance in one of three
 * tellings is found, shrunk and then true three times more in less than one of a hundred.
 */
export const tellingsUnlessSaid = 3;
/** How often a story is told again where others of the run came by chance. */
export const tellingsInDoubt = 5;
/** How often a story in which several clients speak is told at the end: who comes first may be another each time. */
const raceTellings = 3;
/** How often it is told where answers get lost: of stories of eight requests, three in four lose one on a road that loses one in six. */
const lossyTellings = 10;
/** So many of the tellings that are wanted may be lost to the road: in the search and once more is twice, in two sessions. */
const tellingsLost = 2;
/** What gets lost in the same way so many times in a row is no accident of the road. */
const alikeLosses = 3;

/** What a telling shows of a rule, or of a crash. */
const shownBy = (rule: RuleId, { failures, crashes }: Talk): readonly Failure[] =>
  isCrash(rule) ? crashes : failures;

/** True of a failure of this rule that comes after nothing that did not come before it in the story. */
const fits = (rule: RuleId, story: Story, { violation, after }: Failure): boolean =>
  violation.rule === rule && after.every((cause) => story.failure.after.includes(cause));

/** How a telling shows what a story shows; nothing where it does not. */
export const shownAs = (rule: RuleId, story: Story, told: Talk): Failure | undefined =>
  shownBy(rule, told).find((failure) => fits(rule, story, failure));

/** A telling, judged beside what its story is judged beside. */
export const heldBeside = ({ known }: Story, told: Talk): Talk =>
  known === undefined ? told : talkFrom(told.home, told.trace, known);

/** The tellings of one story, taken one by one until they come to something: in a run, or from its recording. */
export class Tellings {
  readonly #rule: RuleId;
  readonly #story: Story;
  readonly #conversation: Conversation;
  readonly #wanted: number;
  /** Where several clients speak, who comes first may be another each time. */
  readonly #isRace: boolean;
  #proof: Confirmed | undefined;
  #because = "the run ended before";
  #alike = 0;
  #seen = 0;
  #missed = 0;
  #count = 0;

  /** `wanted` are so many in which the story must be true: three unless said, one where several clients speak. */
  constructor(rule: RuleId, story: Story, conversation: Conversation, wanted?: number) {
    this.#rule = rule;
    this.#story = story;
    this.#conversation = conversation;
    this.#isRace = firstSectionIn(conversation) < conversation.length;
    this.#wanted = wanted ?? (this.#isRace ? 1 : tellingsUnlessSaid);
  }

  /** Takes one more; what they come to, once no more need be told. */
  take(heard: Talk): ShrinkResult | undefined {
    const told = heldBeside(this.#story, heard);
    this.#count += 1;
    const failure = shownAs(this.#rule, this.#story, told);
    if (failure !== undefined && this.#isElsewhere(failure))
      return { kind: "not-reproduced", seen: this.#seen, tellings: this.#seen + 1 };
    if (failure !== undefined) {
      this.#seen += 1;
      this.#proof ??= { kind: "confirmed", conversation: this.#conversation, talk: told, failure };
      // What was waited out to its deadline is no accident, and is not waited out again.
      if (this.#seen >= this.#wanted || told.exchanges.some(isWaitedOut)) return this.#proof;
    } else if (told.isCutShort || this.#isMissed(told)) {
      return this.result();
    }
    return this.#count === lossyTellings + this.#wanted ? this.result() : undefined;
  }

  /** What they come to where no more can be told. */
  result(): ShrinkResult {
    if (this.#missed > 0 && (!this.#isRace || this.#missed === raceTellings))
      return {
        kind: "not-reproduced",
        seen: this.#seen,
        tellings: this.#seen + this.#missed,
      };
    return this.#proof !== undefined && this.#seen >= this.#wanted - tellingsLost
      ? this.#proof
      : { kind: "inconclusive", because: this.#because };
  }

  /** Notes why a telling does not show the story; true once there is no use in another. */
  #isMissed(told: Talk): boolean {
    const [loss] = otherLosses(this.#rule, told);
    if (loss === undefined) {
      this.#missed += 1;
      return !this.#isRace || this.#missed === raceTellings;
    }
    const how = `${loss.operation} was lost: ${loss.reason}`;
    this.#alike = how === this.#because ? this.#alike + 1 : 1;
    this.#because = how;
    return this.#alike === alikeLosses;
  }

  /** True where a command that is sent many times fails at another turn than before: so many are at hand that one fails by chance. */
  #isElsewhere({ step, turn }: Failure): boolean {
    return (
      this.#proof !== undefined &&
      this.#conversation[step]?.times !== undefined &&
      this.#proof.failure.turn !== turn
    );
  }
}
