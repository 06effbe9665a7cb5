import { isRead, type Answer, type OperationName } from "../models/contract/contract.ts";
import { type Adapter, askedOnce } from "./client.ts";
import { isWrite, type Lookout } from "./lookout.ts";

/** A client that speaks, or may speak, to another service than the one it was told to speak to. */
export class Strayed extends Error {
  override readonly name = "Strayed";
}

/** A request that is asked while nothing is let through, and what it is asked for. */
interface Question {
  readonly operation: OperationName;
  readonly input: object;
}

/** How long a proof may take in all, in milliseconds: what is not proven then is watched instead. */
const longest = 30_000;

/** Reads that show where an adapter speaks to, each in several forms: one that it has a word for will do. */
const reads = (witness: string, arn: string): readonly Question[] => [
  { operation: "DescribeUsers", input: { UserId: witness } },
  { operation: "DescribeUsers", input: {} },
  { operation: "DescribeUserGroups", input: { UserGroupId: witness } },
  { operation: "DescribeUserGroups", input: {} },
  { operation: "ListTagsForResource", input: { ResourceName: arn } },
];

/** Writes that would change nothing of anybody wherever they arrive: nobody bears the name, and who is made by it can do nothing. */
function harmless(nobody: string, arn: string): readonly Question[] {
  const made = { UserId: nobody, UserName: nobody, Engine: "redis", AccessString: "off -@all" };
  const Tags = [{ Key: "k", Value: "v" }];
  return [
    { operation: "DeleteUser", input: { UserId: nobody } },
    { operation: "ModifyUser", input: { UserId: nobody, AccessString: "off -@all" } },
    { operation: "DeleteUserGroup", input: { UserGroupId: nobody } },
    { operation: "ModifyUserGroup", input: { UserGroupId: nobody, UserIdsToAdd: [nobody] } },
    { operation: "AddTagsToResource", input: { ResourceName: arn, Tags } },
    { operation: "RemoveTagsFromResource", input: { ResourceName: arn, TagKeys: ["k"] } },
    {
      operation: "CreateUserGroup",
      input: { UserGroupId: nobody, Engine: "redis", UserIds: [nobody] },
    },
    { operation: "CreateUser", input: { ...made, NoPasswordRequired: true } },
    {
      operation: "CreateUser",
      input: { ...made, AuthenticationMode: { Type: "no-password-required" } },
    },
  ];
}

const arnOf = (region: string, name: string): string =>
  `arn:aws:elasticache:${region}:123456789012:user:${name}`;

export interface Proof {
  readonly adapter: Adapter;
  readonly lookout: Lookout;
  /** The id of the one user that there is at the lookout. */
  readonly witness: string;
  readonly region: string;
  /** How long one function of the adapter may take, in milliseconds. */
  readonly patience: number;
}

/**
 * Has an adapter ask for what only this run knows, and looks whether it arrives. Reads come first: a client whose reads are not
 * seen arriving is asked for no write. Returns the operations that were seen. Throws `Strayed`.
 */
export async function proven(proof: Proof): Promise<ReadonlySet<OperationName>> {
  const { adapter, lookout, witness, region } = proof;
  const seen = new Set<OperationName>();
  const deadline = performance.now() + longest;
  const nobody = `${witness}-nobody`;
  const reading = reads(witness, arnOf(region, witness)).filter(
    ({ operation }) => adapter[operation] !== undefined,
  );
  for (const question of reading)
    if (!seen.has(question.operation) && performance.now() < deadline)
      if (await isSeen(proof, question, witness)) seen.add(question.operation);
  if (reading.length > 0 && seen.size === 0)
    throw new Strayed(
      `nothing that the client reads by ${[...new Set(reading.map(({ operation }) => operation))].join(", ")} is seen arriving at ${lookout.url}, where it was told to speak to: nothing was written`,
    );
  for (const question of harmless(nobody, arnOf(region, nobody))) {
    const { operation } = question;
    if (adapter[operation] === undefined || seen.has(operation)) continue;
    if (performance.now() < deadline && (await isSeen(proof, question, nobody)))
      seen.add(operation);
  }
  return seen;
}

/** Asks one question, and looks whether it arrives. Throws `Strayed` where a write is answered elsewhere. */
async function isSeen(
  { adapter, lookout, patience }: Proof,
  { operation, input }: Question,
  name: string,
): Promise<boolean> {
  const before = lookout.rehearsed.length;
  const answer: Answer = await askedOnce(adapter, operation, input, patience);
  // A client may read before it writes, and write in another way than it was asked to: but what writes must arrive as a write.
  const arrived = lookout.rehearsed
    .slice(before)
    .filter((body) => isRead(operation) || isWrite(body));
  if (arrived.length === 0 && !isRead(operation) && isOfService(answer))
    throw new Strayed(
      `the client answered ${operation}, and nothing that changes anything arrived at ${lookout.url}, where it was told to speak to: nothing but requests about ${name}, which nobody is, was sent`,
    );
  // Its name in what it asked for, or in what it was answered: who does not speak to us can know neither.
  return (
    arrived.length > 0 &&
    (arrived.some((body) => body.includes(name)) || JSON.stringify(answer).includes(name))
  );
}

/** True of what a service may have said: an adapter that has no word for a request says so itself. */
const isOfService = (answer: Answer): boolean =>
  answer.kind === "accepted" ||
  (answer.kind === "refused" &&
    /^(?:User|InvalidARN|Invalid\w*State|DefaultUser)/.test(answer.code));
