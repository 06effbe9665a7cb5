import { commandFrom } from "../../models/contract/command.ts";
import {
  type Answer,
  type Command,
  isUnasked,
  isUnsent,
  type OperationName,
  type Wire,
  type Input,
} from "../../models/contract/contract.ts";
import { arnOf, secret } from "../../models/contract/placeholder.ts";
import {
  unknownAction,
  operationNames,
  isOperation,
  forEachOperation,
} from "../../models/contract/requests.ts";
import { looksLikeAnswer } from "../../models/contract/xml.ts";
import { isKnownCode } from "../../models/operations/index.ts";
import type { Loss } from "../../targets/loss.ts";
import { type Session, type Target, Unreachable } from "../../targets/target.ts";
import { isBrokenOff } from "../../targets/throttle.ts";
import { seenToForget } from "./forgetting.ts";
import type { Meter } from "./meter.ts";

/** Whether a target has an operation, and whether we may ask for it; `lost` where it never answers. */
export type Support = {
  readonly [K in OperationName]: "supported" | "unsupported" | "denied" | "lost";
};

/** Nothing was said of what there is: all is taken to be. */
export const allSupported: Support = forEachOperation(() => "supported" as const);

/** A request of each operation that a working target must understand, in an order in which each has a user to work on. */
const inputs: { readonly [K in OperationName]: Input<K> } = {
  DescribeUsers: {},
  CreateUser: {
    UserId: "u-9",
    UserName: "default",
    Engine: "redis",
    AccessString: "on ~* +@all",
    Passwords: [secret(16)],
  },
  ModifyUser: { UserId: "u-9", AccessString: "off ~* -@all" },
  CreateUserGroup: { UserGroupId: "g-9", Engine: "redis", UserIds: ["u-9"] },
  DescribeUserGroups: {},
  ModifyUserGroup: { UserGroupId: "g-9", UserIdsToRemove: ["u-9"] },
  ListTagsForResource: { ResourceName: arnOf("user", "u-9") },
  AddTagsToResource: { ResourceName: arnOf("user", "u-9"), Tags: [{ Key: "k", Value: "v" }] },
  RemoveTagsFromResource: { ResourceName: arnOf("user", "u-9"), TagKeys: ["k"] },
  DeleteUserGroup: { UserGroupId: "g-9" },
  DeleteUser: { UserId: "u-9" },
};

const questions: readonly Command[] = Object.entries(inputs).flatMap(([operation, input]) =>
  isOperation(operation) ? [commandFrom({ operation, input })] : [],
);

/** How many requests a probe takes. */
export const probeRequests = questions.length;

/** How long a target may say nothing at all, in milliseconds. */
const longestSilence = 15_000;
/** How many questions may be waited for in vain before anything was answered. */
const mostInVain = 2;

/**
 * Finds out which operations a target has. An operation that answers a good request as if it had never heard of it is
 * `unsupported`; one that does not answer, while others do, is `lost`. Throws `Unreachable` where no operation gives an answer
 * of ElastiCache, at the latest after the longest silence.
 */
export async function probe(target: Target, meter: Meter): Promise<Support> {
  const where = target.endpoint ?? target.name;
  using silence = alarm(longestSilence);
  const ending =
    meter.ending === undefined ? silence.signal : AbortSignal.any([meter.ending, silence.signal]);
  const answers = new Map<OperationName, Answer>();
  const losses: Loss[] = [];
  await seenToForget(target, ending);
  await using session = await target.open(ending);
  for (const question of questions) {
    const answer = await asked(session, question, meter);
    answers.set(question.operation, answer);
    if (isSpeech(answer) || isDenied(answer)) silence.off();
    if (meter.ending?.aborted === true)
      throw new Unreachable(`the run ended before ${where} had answered what it was asked first`);
    if (answer.kind !== "lost" || isDenied(answer)) continue;
    if (!isUnsent(answer)) losses.push(answer);
    if (answer.cause === "credentials")
      throw new Unreachable(`${where} does not accept the credentials (${answer.reason})`);
    const isSilent = ![...answers.values()].some((one) => isSpeech(one) || isDenied(one));
    const isInVain = answer.cause === "timeout" ? losses.length >= mostInVain : isNoAnswer(answer);
    if (isSilent && (isInVain || silence.signal.aborted))
      throw new Unreachable(silent(where, losses));
  }
  mustSpeak(where, answers);
  const isUnheardOf = await unheardOf(session, [...answers.values()], target, meter);
  const support = (name: OperationName): Support[OperationName] => {
    const answer = answers.get(name);
    if (answer === undefined || answer.kind === "unsupported") return "unsupported";
    if (isDenied(answer)) return "denied";
    if (isSpeech(answer) || isUnsent(answer) || isUnasked(answer)) return "supported";
    // It was turned away by a code: for want of something, or for a while.
    if (answer.kind === "lost" && answer.code !== undefined) return "supported";
    if (isNoAnswer(answer)) return "lost";
    // It broke down over it, or cannot be read: so it did not say that it has no such operation.
    return (isBreakdown(answer) || isUnreadable(answer)) && !isUnheardOf(answer)
      ? "supported"
      : "unsupported";
  };
  return forEachOperation(support);
}

/**
 * How to tell an operation that a target breaks down over from one that it has never heard of: the latter it answers as it answers an
 * Action that nobody has. That one is asked for only where it matters.
 */
async function unheardOf(
  session: Session,
  answers: readonly Answer[],
  { isClient }: Target,
  meter: Meter,
): Promise<(answer: Answer) => boolean> {
  if (isClient === true || !answers.some((answer) => isBreakdown(answer) || isUnreadable(answer)))
    return () => false;
  const made = commandFrom({ operation: "DescribeUsers", input: {}, action: unknownAction });
  const { wire } = await asked(session, made, meter);
  return (answer) => wire !== undefined && isAlikeOnTheWire(answer, wire);
}

const isBreakdown = ({ wire }: Answer): boolean => (wire?.status ?? 0) >= 500;

/** True of the same status and the same words, whatever is named or numbered in them. */
const isAlikeOnTheWire = ({ wire }: Answer, { status, body }: Wire): boolean =>
  wire !== undefined && wire.status === status && wordsOf(wire.body) === wordsOf(body);

const wordsOf = (body: string): string =>
  body
    .replaceAll(new RegExp([...operationNames, unknownAction].join("|"), "gi"), "")
    .replaceAll(/[\w-]+/g, (word) => (/\d/.test(word) ? "" : word));

/** Throws `Unreachable` where no answer is one of ElastiCache, or none is about what was asked. */
function mustSpeak(where: string, answers: ReadonlyMap<OperationName, Answer>): void {
  const heard = [...answers.values()];
  if (!heard.some((answer) => isSpeech(answer) || isDenied(answer)))
    throw new Unreachable(noSpeech(where, answers));
  if (!heard.some((answer) => isSpeech(answer)))
    throw new Unreachable(
      `the caller lacks every permission at ${where}: ${[...answers.keys()].map((name) => `elasticache:${name}`).join(", ")}`,
    );
  const [first, ...others] = heard.filter((answer) => !isUnsent(answer));
  if (
    first?.kind === "refused" &&
    !isKnownCode(first.code) &&
    others.every((one) => isAlike(one, first))
  )
    throw new Unreachable(
      `${where} refuses every kind of request with ${first.code} (${first.message}), which no operation has: that speaks of something else than what was asked`,
    );
}

/** Aborts its signal after so many milliseconds, unless it is put off before. */
function alarm(milliseconds: number): Disposable & { readonly signal: AbortSignal; off(): void } {
  const ring = new AbortController();
  const timer = setTimeout(() => ring.abort(), milliseconds);
  const off = (): void => clearTimeout(timer);
  return { signal: ring.signal, off, [Symbol.dispose]: off };
}

/** How often a question is asked that breaks off: nothing is judged yet, so that even what changes something may be sent again. */
const mostTries = 4;

async function asked(session: Session, question: Command, meter: Meter): Promise<Answer> {
  for (let turn = 1; ; turn += 1) {
    meter.spend();
    const answer: Answer = await session.send(question);
    meter.hear(answer, question.operation);
    if (!isBrokenOff(answer) || turn >= mostTries) return answer;
  }
}

/** True of an answer that claims to be one, and cannot be read. */
const isUnreadable = (answer: Answer): boolean =>
  answer.kind === "lost" && answer.cause === "unreadable";

/** True of a request that nothing came back for. */
const isNoAnswer = (answer: Answer): boolean =>
  answer.kind === "lost" && answer.wire === undefined && !isUnsent(answer) && !isUnasked(answer);

const isAlike = (answer: Answer, { code }: { readonly code: string }): boolean =>
  answer.kind === "refused" && answer.code === code;

const isDenied = (answer: Answer): boolean => answer.kind === "lost" && answer.cause === "denied";

/** True of what only such a service says: XML of its form too, however badly formed. */
const isSpeech = (answer: Answer): boolean =>
  answer.kind === "accepted" ||
  answer.kind === "refused" ||
  (isUnreadable(answer) && looksLikeAnswer(answer.wire?.body ?? ""));

function noSpeech(where: string, answers: ReadonlyMap<OperationName, Answer>): string {
  const answer = answers.get("DescribeUsers");
  const reason = answer !== undefined && "reason" in answer ? answer.reason : "no answer";
  if (answer?.wire !== undefined && looksLikeAnswer(answer.wire.body))
    return `${where} answers every request with trouble (DescribeUsers: ${reason})`;
  return `${where} does not speak the ElastiCache query protocol (DescribeUsers: ${reason})`;
}

/** What a target is like that answered nothing: it throttles, or it does not come to an answer. */
function silent(where: string, losses: readonly Loss[]): string {
  const last = losses.findLast(({ cause }) => cause !== "ended");
  if (last === undefined) return `${where} gives no answer within ${longestSilence / 1000} s`;
  if (last.cause === "oversized") return `${where} does not speak ElastiCache (${last.reason})`;
  return last.cause === "throttled"
    ? `${where} throttles every request, for ${longestSilence / 1000} s (${last.reason})`
    : `${where} gives no answer (${last.reason})`;
}

export const supportedBy = (support: Support): readonly OperationName[] =>
  operationNames.filter((name) => support[name] === "supported");
