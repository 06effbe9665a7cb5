import { isRead, type Answer, type OperationName } from "../models/contract.ts";
import { type Adapter, askedOnce } from "./client.ts";
import type { Lookout } from "./lookout.ts";

/** A client that speaks, or may speak, to another service than the one it was told to speak to. */
export class Strayed extends Error {
  override readonly name = "Strayed";
}

/** A request that is asked while nothing is let through, and what it is asked for. */
interface Question {
  readonly operation: OperationName;
  readonly input: object;
}

/** How long an adapter may take for one question, in milliseconds. */
const patience = 10_000;

/** Reads that show where an adapter speaks to, each in several forms: one that it has a word for will do. */
const reads = (witness: string, arn: string): readonly Question[] => [
  { operation: "DescribeUsers", input: { UserId: witness } },
  { operation: "DescribeUsers", input: {} },
  { operation: "DescribeUserGroups", input: { UserGroupId: witness } },
  { operation: "DescribeUserGroups", input: {} },
  { operation: "ListTagsForResource", input: { ResourceName: arn } },
];

/** Writes that would change nothing wherever they arrive: nobody bears the name. */
const harmless = (nobody: string, arn: string): readonly Question[] => [
  { operation: "DeleteUser", input: { UserId: nobody } },
  { operation: "ModifyUser", input: { UserId: nobody, AccessString: "off -@all" } },
  { operation: "DeleteUserGroup", input: { UserGroupId: nobody } },
  { operation: "ModifyUserGroup", input: { UserGroupId: nobody, UserIdsToAdd: [nobody] } },
  {
    operation: "AddTagsToResource",
    input: { ResourceName: arn, Tags: [{ Key: "k", Value: "v" }] },
  },
  { operation: "RemoveTagsFromResource", input: { ResourceName: arn, TagKeys: ["k"] } },
];

const arnOf = (region: string, name: string): string =>
  `arn:aws:elasticache:${region}:123456789012:user:${name}`;

/**
 * Has an adapter ask for what only this run knows, and looks whether it arrives. Reads come first: a client whose reads are not
 * seen arriving is asked for no write. Returns the operations that were seen. Throws `Strayed`.
 */
export async function proven(
  adapter: Adapter,
  lookout: Lookout,
  witness: string,
  region: string,
): Promise<ReadonlySet<OperationName>> {
  const seen = new Set<OperationName>();
  const nobody = `${witness}-nobody`;
  const reading = reads(witness, arnOf(region, witness));
  for (const question of reading) await look(adapter, question, lookout, witness, seen);
  const couldRead = reading.filter(({ operation }) => adapter[operation] !== undefined);
  if (couldRead.length > 0 && seen.size === 0)
    throw new Strayed(
      `nothing that the client reads by ${[...new Set(couldRead.map(({ operation }) => operation))].join(", ")} is seen arriving at ${lookout.url}, where it was told to speak to: nothing was written`,
    );
  for (const question of harmless(nobody, arnOf(region, nobody)))
    await look(adapter, question, lookout, nobody, seen);
  return seen;
}

async function look(
  adapter: Adapter,
  { operation, input }: Question,
  lookout: Lookout,
  name: string,
  seen: Set<OperationName>,
): Promise<void> {
  if (adapter[operation] === undefined || seen.has(operation)) return;
  const before = lookout.rehearsed.length;
  const answer: Answer = await askedOnce(adapter, operation, input, patience);
  const arrived = lookout.rehearsed.slice(before);
  if (arrived.length === 0 && isOfService(answer))
    throw new Strayed(
      `the client answered ${operation}, and nothing arrived at ${lookout.url}, where it was told to speak to: ${isRead(operation) ? "nothing was written" : "nothing but requests about a user that nobody has was sent"}`,
    );
  // Its name in what it asked for, or in what it was answered: who does not speak to us can know neither.
  const isWitnessed =
    arrived.length > 0 &&
    (arrived.some((body) => body.includes(name)) || JSON.stringify(answer).includes(name));
  if (isWitnessed) seen.add(operation);
}

/** True of what a service may have said: an adapter that has no word for a request says so itself. */
const isOfService = (answer: Answer): boolean =>
  answer.kind === "accepted" ||
  (answer.kind === "refused" &&
    /^(?:User|InvalidARN|Invalid\w*State|DefaultUser)/.test(answer.code));
