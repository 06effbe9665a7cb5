import { believed, isStoredForm, type State } from "../belief/state.ts";
import type { User } from "../contract/contract.ts";
import { user as userShape } from "../contract/members.ts";
import { keyOf } from "../contract/resource.ts";
import { namesIn } from "../contract/shape.ts";
import { isBeyond60, traitsOf } from "../vocabulary/access-string.ts";
import { arnWanted } from "./arn.ts";
import { documented, observed, type Rule } from "./rule.ts";
import { type Claim, claimsOnAnswer, claimsOnList, type Subject } from "./shape.ts";

type Writer = "CreateUser" | "ModifyUser" | "DeleteUser";

const isPlain60 = (user: User): boolean =>
  user.Engine === "redis" &&
  user.AccessString !== undefined &&
  traitsOf(user.AccessString).isOf60 &&
  !traitsOf(user.AccessString).directional;

const asksForMore = ({ sent = {} }: Subject<User>): boolean =>
  "AccessString" in sent && isBeyond60(String(sent.AccessString));

const missingMembers = (user: User): string => {
  const missing = namesIn(userShape).filter((name) => user[name] === undefined);
  return missing.length === 0 ? "all members" : `all but ${missing.join(", ")}`;
};

/** False of users whose engine or kind of authentication changed: no fact says which version they need then. */
const isAsMade = (before: State, { view: user, id: userId }: Subject<User>): boolean => {
  const belief = believed(before, userId);
  if (belief.kind !== "present") return belief.kind === "absent";
  const { Engine = user.Engine, Authentication = user.Authentication } = belief.view;
  const wasIam = Authentication?.Type === "iam";
  const isIam = user.Authentication?.Type === "iam";
  return belief.isRemade !== true && Engine === user.Engine && wasIam === isIam;
};

/** What holds for a user in whichever answer it stands. */
const claims: readonly Claim<User>[] = [
  {
    what: "members",
    level: "must",
    clause: documented(
      ["F006"],
      "API model, User; cloud-custodian recordings show precisely these keys",
      "UserId, UserName, Status, Engine, MinimumEngineVersion, AccessString, UserGroupIds, Authentication, ARN",
    ),
    expected: () => "all members",
    actual: ({ view: user }) => missingMembers({ UserGroupIds: [], ...user }),
  },
  {
    what: "empty-user-group-ids",
    level: "must",
    clause: observed(["F008"], "cloud-custodian DescribeUsers recordings", '"UserGroupIds": []'),
    // `default` may be in groups that others made (F186).
    when: ({ id }, { everGrouped }) => id !== "default" && !everGrouped.has(keyOf(id)),
    expected: () => [],
    actual: ({ view: user }) => user.UserGroupIds,
  },
  {
    what: "arn",
    level: "must",
    clause: observed(
      ["F044"],
      "cloud-custodian DescribeUsers recordings",
      "arn:aws:elasticache:us-east-1:123456789012:user:c7n-user",
    ),
    expected: ({ view: user, id: userId }, before) => arnWanted(before, "user", userId, user.ARN),
    actual: ({ view: user }) => user.ARN,
  },
  {
    what: "no-password-has-no-count",
    level: "should",
    clause: observed(
      ["F009"],
      "cloud-custodian DescribeUsers recordings",
      '"Authentication": {"Type": "no-password"}',
    ),
    when: ({ view: user }) => user.Authentication?.Type === "no-password",
    expected: () => "no PasswordCount",
    actual: ({ view: user }) => user.Authentication?.PasswordCount ?? "no PasswordCount",
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
      isPlain60(subject.view) &&
      !asksForMore(subject) &&
      isAsMade(before, subject) &&
      ["password", "no-password"].includes(subject.view.Authentication?.Type ?? ""),
    expected: () => "6.0",
    actual: ({ view: user }) => user.MinimumEngineVersion,
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
      isPlain60(subject.view) &&
      !asksForMore(subject) &&
      isAsMade(before, subject) &&
      subject.view.Authentication?.Type === "iam",
    expected: () => "7.0",
    actual: ({ view: user }) => user.MinimumEngineVersion,
  },
  {
    what: "status-is-known",
    level: "should",
    clause: documented(["F392"], "API model, User.Status", "active, modifying or deleting"),
    expected: () => "active, modifying or deleting",
    actual: ({ view: user }) =>
      ["active", "modifying", "deleting"].includes(user.Status ?? "")
        ? "active, modifying or deleting"
        : user.Status,
  },
];

/** The claims about users, held against what a write answers. Claims named in `without` have no place there. */
export const shapeOfAnswered = <K extends Writer>(
  prefix: "create-user" | "modify-user" | "delete-user",
  without: readonly string[],
): readonly Rule<K>[] =>
  claimsOnAnswer<K, User>(
    prefix,
    claims,
    (output) => output,
    (input) => input.UserId,
    without,
  );

/** The same claims, held against each user of a list that belongs to us. */
export const shapeOfListed = claimsOnList<"DescribeUsers", User>(
  "describe-users",
  claims,
  (before, { Users = [] }) =>
    Users.filter((user) => before.users.has(keyOf(user.UserId)) && isStoredForm(user)).map(
      (user) => ({ view: user, id: user.UserId }),
    ),
);
