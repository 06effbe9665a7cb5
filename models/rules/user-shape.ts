import { traitsOf } from "../access-string.ts";
import { type User, userMembers } from "../contract.ts";
import { documented, observed, type Rule, type RuleId } from "../rule.ts";
import { believed, isStoredForm, keyOf, type State } from "../state.ts";

type Writer = "CreateUser" | "ModifyUser" | "DeleteUser";

const partitionOf = (region: string): string =>
  region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";

const accountOf = (arn: string | undefined): string | undefined =>
  /^arn:[^:]*:elasticache:[^:]*:(\d{12}):/.exec(arn ?? "")?.[1];

/** The ARN that a user of this id must have; the account is the caller's, whichever it is, but always the same. */
const arnOf = (before: State, user: User, userId: string | undefined): string => {
  const account = before.account ?? accountOf(user.ARN) ?? "<12 digits>";
  return `arn:${partitionOf(before.region)}:elasticache:${before.region}:${account}:user:${keyOf(userId)}`;
};

const isPlain60 = (user: User): boolean =>
  user.Engine === "redis" &&
  user.AccessString !== undefined &&
  traitsOf(user.AccessString).plain &&
  !traitsOf(user.AccessString).directional;

const missingMembers = (user: User): string => {
  const missing = userMembers.filter((name) => user[name] === undefined);
  return missing.length === 0 ? "all members" : `all but ${missing.join(", ")}`;
};

interface Subject {
  readonly user: User;
  readonly userId: string | undefined;
}

/** False of users whose engine or kind of authentication changed: no fact says which version they need then. */
const isAsMade = (before: State, { user, userId }: Subject): boolean => {
  const belief = believed(before, userId);
  if (belief.kind !== "present") return belief.kind === "absent";
  const { Engine = user.Engine, Authentication = user.Authentication } = belief.view;
  const wasIam = Authentication?.Type === "iam";
  const isIam = user.Authentication?.Type === "iam";
  return belief.isRemade !== true && Engine === user.Engine && wasIam === isIam;
};

interface Claim {
  readonly what: string;
  readonly level: "must" | "should";
  readonly clause: Rule["clause"];
  when?(subject: Subject, before: State): boolean;
  expected(subject: Subject, before: State): unknown;
  actual(subject: Subject): unknown;
}

/** What holds for a user in whichever answer it stands. */
const claims: readonly Claim[] = [
  {
    what: "members",
    level: "must",
    clause: documented(
      ["F006"],
      "API model, User; cloud-custodian recordings show precisely these keys",
      "UserId, UserName, Status, Engine, MinimumEngineVersion, AccessString, UserGroupIds, Authentication, ARN",
    ),
    expected: () => "all members",
    actual: ({ user }) => missingMembers({ UserGroupIds: [], ...user }),
  },
  {
    what: "empty-user-group-ids",
    level: "must",
    clause: observed(["F008"], "cloud-custodian DescribeUsers recordings", '"UserGroupIds": []'),
    // `default` may be in groups that others made (F186).
    when: ({ userId }) => userId !== "default",
    expected: () => [],
    actual: ({ user }) => user.UserGroupIds,
  },
  {
    what: "arn",
    level: "must",
    clause: observed(
      ["F044"],
      "cloud-custodian DescribeUsers recordings",
      "arn:aws:elasticache:us-east-1:123456789012:user:c7n-user",
    ),
    expected: ({ user, userId }, before) => arnOf(before, user, userId),
    actual: ({ user }) => user.ARN,
  },
  {
    what: "no-password-has-no-count",
    level: "should",
    clause: observed(
      ["F009"],
      "cloud-custodian DescribeUsers recordings",
      '"Authentication": {"Type": "no-password"}',
    ),
    when: ({ user }) => user.Authentication?.Type === "no-password",
    expected: () => "no PasswordCount",
    actual: ({ user }) => user.Authentication?.PasswordCount ?? "no PasswordCount",
  },
  {
    what: "minimum-engine-version",
    level: "should",
    clause: observed(
      ["F045a"],
      "cloud-custodian DescribeUsers recordings",
      '"MinimumEngineVersion": "6.0"',
    ),
    when: (subject, before) =>
      isPlain60(subject.user) &&
      isAsMade(before, subject) &&
      ["password", "no-password"].includes(subject.user.Authentication?.Type ?? ""),
    expected: () => "6.0",
    actual: ({ user }) => user.MinimumEngineVersion,
  },
  {
    what: "minimum-engine-version-with-iam",
    level: "should",
    clause: documented(
      ["F045b"],
      "AWS Database blog 2022-11-29, create-user output",
      '"MinimumEngineVersion": "7.0"',
    ),
    when: (subject, before) =>
      isPlain60(subject.user) &&
      isAsMade(before, subject) &&
      subject.user.Authentication?.Type === "iam",
    expected: () => "7.0",
    actual: ({ user }) => user.MinimumEngineVersion,
  },
  {
    what: "status-is-known",
    level: "should",
    clause: documented(["F392"], "API model, User.Status", "active, modifying or deleting"),
    expected: () => "active, modifying or deleting",
    actual: ({ user }) =>
      ["active", "modifying", "deleting"].includes(user.Status ?? "")
        ? "active, modifying or deleting"
        : user.Status,
  },
];

/** The claims about users, held against what a write answers. Claims named in `without` have no place there. */
export function shapeOfAnswered(
  operation: "create-user" | "modify-user" | "delete-user",
  without: readonly string[],
): readonly Rule<Writer>[] {
  return claims
    .filter(({ what }) => !without.includes(what))
    .map(({ what, level, clause, when, expected, actual }) => ({
      kind: "guarantee",
      id: `${operation}/${what}` satisfies RuleId,
      level,
      clause,
      when: ({ before, input, output }) =>
        when?.({ user: output, userId: input.UserId }, before) ?? true,
      expected: ({ before, input, output }) =>
        expected({ user: output, userId: input.UserId }, before),
      actual: ({ input, output }) => actual({ user: output, userId: input.UserId }),
    }));
}

/** The same claims, held against each user of a list that belongs to us. */
export const shapeOfListed: readonly Rule<"DescribeUsers">[] = claims.map(
  ({ what, level, clause, when, expected, actual }) => ({
    kind: "guarantee",
    id: `describe-users/${what}` satisfies RuleId,
    level,
    clause,
    when: ({ before, output }) =>
      ours(before, output.Users ?? []).some((subject) => when?.(subject, before) ?? true),
    expected: ({ before, output }) => {
      const subject = firstWrong(before, output.Users ?? [], { when, expected, actual });
      return subject === undefined ? "kept" : [subject.userId, expected(subject, before)];
    },
    actual: ({ before, output }) => {
      const subject = firstWrong(before, output.Users ?? [], { when, expected, actual });
      return subject === undefined ? "kept" : [subject.userId, actual(subject)];
    },
  }),
);

/** Users that are spoken of in this conversation; whoever else is listed is a stranger. */
const ours = (before: State, users: readonly User[]): readonly Subject[] =>
  users
    .filter((user) => before.users.has(keyOf(user.UserId)) && isStoredForm(user))
    .map((user) => ({ user, userId: user.UserId }));

const firstWrong = (
  before: State,
  users: readonly User[],
  claim: Pick<Claim, "expected" | "actual"> & { readonly when: Claim["when"] | undefined },
): Subject | undefined =>
  ours(before, users)
    .filter((subject) => claim.when?.(subject, before) ?? true)
    .find(
      (subject) =>
        JSON.stringify(claim.expected(subject, before)) !== JSON.stringify(claim.actual(subject)),
    );
