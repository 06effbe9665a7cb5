import type { State } from "../belief/state.ts";
import type {
  AnyInput,
  Command,
  FaultCode,
  Input,
  OperationName,
  Output,
  Wire,
} from "../contract/contract.ts";
import type { Fault, Place } from "../contract/reading.ts";
import type { Document } from "../contract/xml.ts";
import { type AccessStringTraits, traitsOf } from "../vocabulary/access-string.ts";
import type { Check } from "./check.ts";

/** F and T: docs/aws-facts.md; C: docs/clients.md. */
export type FactId = `${"F" | "T" | "C"}${string}`;
export type Evidence = "observed" | "documented" | "inferred";
export type Level = "must" | "should";

/** What a rule rests on: a sentence of the documentation or an answer that AWS gave, with its source. */
export interface Clause {
  readonly source: string;
  readonly quote: string;
  /** Their numbers: all that it rests on. */
  readonly facts: readonly FactId[];
  readonly evidence: Evidence;
}

export type RuleId = `${string}/${string}`;
/** Of the ids of a rule that several operations have, each one of its own, those of the operation with this prefix. */
export const idsOf = (prefix: string, ids: readonly RuleId[]): readonly RuleId[] =>
  ids.filter((id) => id.startsWith(`${prefix}/`));

export type QuestionId = `open/${string}`;

interface RuleBase {
  readonly id: RuleId;
  readonly level: Level;
  readonly clause: Clause;
  /** It speaks of what is changing: a target that settles at once never gives it anything to speak of. */
  readonly meanwhile?: true;
  /** It speaks of how an answer looks: nothing else goes wrong because it is broken. */
  readonly isLook?: true;
}

/** A request, with what the answers so far entitle us to believe. */
export interface Asked<K extends OperationName> {
  readonly before: State;
  readonly input: Input<K>;
  /** The deadline to settle has passed with this answer. */
  readonly overdue: boolean;
  /** What the answer was waited for to show. */
  readonly until?: Command["until"];
  /** What can be said of the access string that is asked for: that of an empty one where there is none. */
  traits(): AccessStringTraits;
}

/** A request to be judged; what many rules ask of it is found out once. */
export const askedOf = <K extends OperationName>(
  before: State,
  input: Input<K>,
  overdue = false,
  until?: Command["until"],
): Asked<K> => {
  let traits: AccessStringTraits | undefined;
  return {
    before,
    input,
    overdue,
    ...(until === undefined ? {} : { until }),
    traits: () => (traits ??= traitsOf(accessStringIn(input))),
  };
};

/** The string that is asked for; none where one is appended too, as no fact says what becomes of both (F102). */
export const accessStringIn = (input: AnyInput): string =>
  "AppendAccessString" in input ? "" : (input.AccessString ?? "");

export interface Accepted<K extends OperationName> extends Asked<K> {
  readonly output: Output<K>;
}

/**
 * Whether a reason to refuse a request holds. `must`: it is refused, with one of the codes. `somehow`: it is refused, but which
 * reason comes first nobody knows (F058), so that any code will do. `may`: it is refused with one of the codes, or accepted.
 * `unknown`: nobody knows, so that it excuses any refusal and accuses nobody.
 */
export type Holds = "must" | "somehow" | "may" | "unknown" | false;

/** A reason for which a request is refused with one of its codes. */
export interface Ground<K extends OperationName> extends RuleBase {
  readonly kind: "ground";
  /** `any`: the refusal is known, its code is not. */
  readonly codes: readonly FaultCode[] | "any";
  when(asked: Asked<K>): Holds;
  /** True of an accepted request whose answer says as much as a refusal; none does unless said. */
  isMetBy?(accepted: Accepted<K>): boolean;
}

export const must = (isSo: boolean): Holds => isSo && "must";
export const may = (isSo: boolean): Holds => isSo && "may";

/** A kind of request that AWS is known to accept where no ground applies. */
export interface Allowance<K extends OperationName> extends RuleBase {
  readonly kind: "allowance";
  when(asked: Asked<K>): boolean;
}

/** Something that every accepted answer must keep. */
export interface Guarantee<K extends OperationName> extends RuleBase {
  readonly kind: "guarantee";
  check(accepted: Accepted<K>): Check;
}

/** How a refusal reads where it rests on the grounds named and on no other: its text, its code, or both. */
export interface Wording extends RuleBase {
  readonly kind: "wording";
  readonly grounds: readonly RuleId[];
  /** What its text says; what the clause quotes unless said, where no codes are named. */
  readonly says?: RegExp;
  readonly codes?: readonly string[];
  /** It speaks of refusals with this code only; of all unless said. */
  readonly of?: FaultCode;
}

/** A response as it stood on the wire, whatever operation it answers. */
export interface Raw {
  readonly operation: OperationName;
  readonly action: string | undefined;
  readonly kind: "accepted" | "refused" | "unsupported" | "unreadable" | "none";
  readonly wire: Wire;
  readonly document: Document;
  /** The elements that hold what the contract declares, in the order in which they stand; none of a refusal. */
  readonly places: readonly Place[];
  readonly fault: Fault | undefined;
  /** What the SDK made of it, where that is something else. */
  readonly misread: string | undefined;
}

/** What the raw response must keep: a client reads the wire, not our parsed form of it. */
export interface WireRule extends RuleBase {
  readonly kind: "wire";
  /** Which responses it speaks of: those that answer a request, unless said; what claims to and cannot be read too; or that to an Action nobody has. */
  readonly of?: "claims" | "unknown-action";
  /** It speaks only where no other rule at must is broken on the same response: that one says why. */
  readonly isLast?: true;
  check(raw: Raw): Check;
}

/** A claim about every refusal of an operation; the judge itself knows when it is broken. */
export interface RefusalRule extends RuleBase {
  readonly kind: "refusal";
}

export type Rule<K extends OperationName = OperationName> =
  | Ground<K>
  | Allowance<K>
  | Guarantee<K>
  | Wording;

type Of<R> = Omit<R, "id"> & { readonly ids: readonly RuleId[] };

/** A rule that several operations have, each under an id of its own. */
export type Shared<K extends OperationName> =
  | Of<Ground<K>>
  | Of<Allowance<K>>
  | Of<Guarantee<K>>
  | Of<Wording>;

/** A request on which no fact says whether AWS accepts it: a refusal is held against nobody. */
export interface OpenQuestion<K extends OperationName = OperationName> {
  readonly id: QuestionId;
  readonly question: string;
  readonly facts: readonly FactId[];
  /** The request that would settle it on a real account. */
  readonly settledBy: string;
  when(asked: Asked<K>): boolean;
}

export const observed = (facts: readonly FactId[], source: string, quote: string): Clause => ({
  source,
  quote,
  facts,
  evidence: "observed",
});

export const documented = (facts: readonly FactId[], source: string, quote: string): Clause => ({
  source,
  quote,
  facts,
  evidence: "documented",
});

export const inferred = (facts: readonly FactId[], source: string, quote: string): Clause => ({
  source,
  quote,
  facts,
  evidence: "inferred",
});
