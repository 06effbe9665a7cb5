import { commandFrom } from "../models/command.ts";
import type { Answer, Command, OperationName } from "../models/contract.ts";
import { operationNames } from "../models/operations/index.ts";
import { arnOf } from "../models/resource.ts";
import { isBrokenOff } from "../targets/pace.ts";
import { type Session, type Target, Unreachable } from "../targets/target.ts";
import type { Meter } from "./meter.ts";

/** Whether a target has an operation, and whether we may ask for it. */
export type Support = { readonly [K in OperationName]: "supported" | "unsupported" | "denied" };

/** One request for each operation that a working target must understand, in an order in which each has a user to work on. */
const questions: readonly Command[] = [
  commandFrom({ operation: "DescribeUsers", input: {} }),
  commandFrom({
    operation: "CreateUser",
    input: {
      UserId: "u-9",
      UserName: "default",
      Engine: "redis",
      AccessString: "on ~* +@all",
      Passwords: ["{{a:16}}"],
    },
  }),
  commandFrom({ operation: "ModifyUser", input: { UserId: "u-9", AccessString: "off ~* -@all" } }),
  commandFrom({
    operation: "CreateUserGroup",
    input: { UserGroupId: "g-9", Engine: "redis", UserIds: ["u-9"] },
  }),
  commandFrom({ operation: "DescribeUserGroups", input: {} }),
  commandFrom({
    operation: "ModifyUserGroup",
    input: { UserGroupId: "g-9", UserIdsToRemove: ["u-9"] },
  }),
  commandFrom({ operation: "ListTagsForResource", input: { ResourceName: arnOf("user", "u-9") } }),
  commandFrom({
    operation: "AddTagsToResource",
    input: { ResourceName: arnOf("user", "u-9"), Tags: [{ Key: "k", Value: "v" }] },
  }),
  commandFrom({
    operation: "RemoveTagsFromResource",
    input: { ResourceName: arnOf("user", "u-9"), TagKeys: ["k"] },
  }),
  commandFrom({ operation: "DeleteUserGroup", input: { UserGroupId: "g-9" } }),
  commandFrom({ operation: "DeleteUser", input: { UserId: "u-9" } }),
];

/** How many requests a probe takes. */
export const probeRequests = questions.length;

/**
 * Finds out which operations a target has. An operation that answers a good request as if it had never heard of it is
 * `unsupported`. Throws `Unreachable` where no operation gives an answer of ElastiCache.
 */
export async function probe(target: Target, meter: Meter): Promise<Support> {
  await using session = await target.open();
  const answers = new Map<OperationName, Answer>();
  for (const question of questions) {
    const answer = await asked(session, question, meter);
    answers.set(question.operation, answer);
    // Where a request is lost for want of a connection, asking on only costs time.
    if (answer.kind === "lost" && answer.wire === undefined && answer.cause !== "unsent")
      throw new Unreachable(`${target.endpoint ?? target.name} gives no answer (${answer.reason})`);
    if (answer.kind === "lost" && answer.cause === "credentials")
      throw new Unreachable(
        `${target.endpoint ?? target.name} does not accept the credentials (${answer.reason})`,
      );
  }
  const speaks = [...answers.values()].some((answer) => isSpeech(answer) || isDenied(answer));
  if (!speaks) throw new Unreachable(noSpeech(target, answers));
  if (![...answers.values()].some((answer) => isSpeech(answer)))
    throw new Unreachable(
      `the caller lacks every permission at ${target.endpoint ?? target.name}: ${[...answers.keys()].map((name) => `elasticache:${name}`).join(", ")}`,
    );
  const support = (name: OperationName): Support[OperationName] => {
    const answer = answers.get(name);
    if (answer !== undefined && isDenied(answer)) return "denied";
    return answer !== undefined && (isSpeech(answer) || isUnsent(answer))
      ? "supported"
      : "unsupported";
  };
  return {
    CreateUser: support("CreateUser"),
    ModifyUser: support("ModifyUser"),
    DescribeUsers: support("DescribeUsers"),
    DeleteUser: support("DeleteUser"),
    CreateUserGroup: support("CreateUserGroup"),
    ModifyUserGroup: support("ModifyUserGroup"),
    DescribeUserGroups: support("DescribeUserGroups"),
    DeleteUserGroup: support("DeleteUserGroup"),
    ListTagsForResource: support("ListTagsForResource"),
    AddTagsToResource: support("AddTagsToResource"),
    RemoveTagsFromResource: support("RemoveTagsFromResource"),
  };
}

/** How often a question is asked that breaks off: nothing is judged yet, so that even what changes something may be sent again. */
const mostTries = 4;

async function asked(session: Session, question: Command, meter: Meter): Promise<Answer> {
  for (let turn = 1; ; turn += 1) {
    meter.spend();
    const answer: Answer = await session.send(question);
    meter.hear(answer);
    if (!isBrokenOff(answer) || turn >= mostTries) return answer;
  }
}

const isDenied = (answer: Answer): boolean => answer.kind === "lost" && answer.cause === "denied";

const isSpeech = ({ kind }: Answer): boolean => kind === "accepted" || kind === "refused";

/** True of a question that cannot be asked in this form: others may be. */
const isUnsent = (answer: Answer): boolean => answer.kind === "lost" && answer.cause === "unsent";

function noSpeech(target: Target, answers: ReadonlyMap<OperationName, Answer>): string {
  const answer = answers.get("DescribeUsers");
  const reason = answer !== undefined && "reason" in answer ? answer.reason : "no answer";
  return `${target.endpoint ?? target.name} does not speak the ElastiCache query protocol (DescribeUsers: ${reason})`;
}

export const supportedBy = (support: Support): readonly OperationName[] =>
  operationNames.filter((name) => support[name] === "supported");
