import { believed, isStoredForm, type State } from "../belief/state.ts";
import type { User } from "../contract/contract.ts";
import { user as userShape } from "../contract/members.ts";
import { keyOf } from "../contract/resource.ts";
import { namesIn } from "../contract/shape.ts";
import { isBeyond60, traitsOf } from "../vocabulary/access-string.ts";
import { arnWanted } from "./arn.ts";
import { type Check, ensure, equal, equalIfShown, noneTwice, oneOf } from "./check.ts";
import { documented, observed, type Rule } from "./rule.ts";
import { type Claim, claimsOnAnswer, claimsOnList, type Subject } from "./shape.ts";

type Writer = "CreateUser" | "ModifyUser" | "DeleteUser";

function isPlain60({ Engine, AccessString }: User): boolean {
  if (Engine !== "redis" || AccessString === undefined) return false;
  const { isOf60, directional } = traitsOf(AccessString);
  return isOf60 && !directional;
}

const asksForMore = ({ sent = {} }: Subject<User>): boolean =>
  "AccessString" in sent && isBeyond60(String(sent.AccessString));

/** False of users whose engine or kind of authentication changed: no fact says which version they need then. */
const isAsMade = (before: State, { view: user, id: userId }: Subject<User>): boolean => {
  const belief = believed(before, userId);
  if (belief.kind !== "present") return belief.kind === "absent";
  const { Engine = user.Engine, Authentication = user.Authentication } = belief.view;
  const wasIam = Authentication?.Type === "iam";
  const isIam = user.Authentication?.Type === "iam";
  return belief.isRemade !== true && Engine === user.Engine && wasIam === isIam;
};

/** The version that a user of one of these types needs, where nothing else asks for a later one. */
const needsVersion = (
  version: string,
  types: readonly string[],
  subject: Subject<User>,
  before: State,
): Check =>
  types.includes(subject.view.Authentication?.Type ?? "") &&
  isAsMade(before, subject) &&
  isPlain60(subject.view) &&
  !asksForMore(subject)
    ? equal(version, subject.view.MinimumEngineVersion)
    : "silent";

/** What holds for a user in whichever answer it stands. */
const claims: readonly Claim<User>[] = [
  {
    ids: [
      "create-user/members",
      "modify-user/members",
      "delete-user/members",
      "describe-users/members",
    ],
    level: "must",
    clause: documented(
      ["F006"],
      "API model, User; cloud-custodian recordings show precisely these keys",
      "UserId, UserName, Status, Engine, MinimumEngineVersion, AccessString, UserGroupIds, Authentication, ARN",
    ),
    // That there are no groups may be said by leaving them out: that is a rule of its own.
    check: ({ view: user }) => {
      const missing = namesIn(userShape).filter(
        (name) => name !== "UserGroupIds" && user[name] === undefined,
      );
      return ensure(missing.length === 0, "all members", `all but ${missing.join(", ")}`);
    },
  },
  {
    ids: [
      "create-user/empty-user-group-ids",
      "modify-user/empty-user-group-ids",
      "delete-user/empty-user-group-ids",
      "describe-users/empty-user-group-ids",
    ],
    level: "must",
    clause: observed(["F008"], "cloud-custodian DescribeUsers recordings", '"UserGroupIds": []'),
    // `default` may be in groups that others made (F186). Where the list is left out, `wire/empty-list` says so: no client breaks (C012).
    check: ({ id, view: { UserGroupIds } }, { everGrouped }) =>
      UserGroupIds === undefined || id === "default" || everGrouped.has(keyOf(id))
        ? "silent"
        : equal([], UserGroupIds),
  },
  {
    ids: ["create-user/arn", "modify-user/arn", "delete-user/arn", "describe-users/arn"],
    level: "must",
    clause: observed(
      ["F044"],
      "cloud-custodian DescribeUsers recordings",
      "arn:aws:elasticache:us-east-1:123456789012:user:c7n-user",
    ),
    check: ({ view: user, id: userId }, before) =>
      equalIfShown(arnWanted(before, "user", userId, user.ARN), user.ARN),
  },
  {
    ids: [
      "create-user/no-password-has-no-count",
      "modify-user/no-password-has-no-count",
      "delete-user/no-password-has-no-count",
      "describe-users/no-password-has-no-count",
    ],
    level: "should",
    clause: observed(
      ["F009"],
      "cloud-custodian DescribeUsers recordings",
      '"Authentication": {"Type": "no-password"}',
    ),
    check: ({ view: { Authentication } }) =>
      Authentication?.Type === "no-password"
        ? equal("no PasswordCount", Authentication.PasswordCount ?? "no PasswordCount")
        : "silent",
  },
  {
    ids: ["modify-user/groups-once", "delete-user/groups-once", "describe-users/groups-once"],
    level: "must",
    clause: documented(
      ["F186"],
      "AWS CLI describe-users",
      "UserGroupIds of a user lists the groups it belongs to: each of them once",
    ),
    check: ({ view: { UserGroupIds = [] } }) => noneTwice(UserGroupIds),
  },
  {
    ids: [
      "create-user/iam-has-no-count",
      "modify-user/iam-has-no-count",
      "delete-user/iam-has-no-count",
      "describe-users/iam-has-no-count",
    ],
    level: "should",
    clause: documented(
      ["F010"],
      "AWS Database blog 2022-11-29, create-user output",
      '"Authentication": {"Type": "iam"}',
    ),
    // Never fail on 0 (F010).
    check: ({ view: { Authentication } }) =>
      Authentication?.Type === "iam"
        ? ensure(
            (Authentication.PasswordCount ?? 0) === 0,
            "no PasswordCount",
            String(Authentication.PasswordCount),
          )
        : "silent",
  },
  {
    ids: [
      "create-user/minimum-engine-version",
      "modify-user/minimum-engine-version",
      "describe-users/minimum-engine-version",
    ],
    level: "should",
    clause: observed(
      ["F045a"],
      "cloud-custodian DescribeUsers recordings",
      '"MinimumEngineVersion": "6.0"',
    ),
    check: (subject, before) => needsVersion("6.0", ["password", "no-password"], subject, before),
  },
  {
    ids: [
      "create-user/minimum-engine-version-with-iam",
      "modify-user/minimum-engine-version-with-iam",
      "describe-users/minimum-engine-version-with-iam",
    ],
    level: "should",
    clause: documented(
      ["F045b"],
      "AWS Database blog 2022-11-29, create-user output",
      '"MinimumEngineVersion": "7.0"',
    ),
    check: (subject, before) => needsVersion("7.0", ["iam"], subject, before),
  },
  {
    ids: ["describe-users/status-is-known"],
    level: "should",
    clause: documented(["F392"], "API model, User.Status", "active, modifying or deleting"),
    check: ({ view: { Status } }) => oneOf(["active", "modifying", "deleting"], Status),
  },
];

/** The claims about users, held against what a write answers. */
export const shapeOfAnswered = <K extends Writer>(
  prefix: "create-user" | "modify-user" | "delete-user",
): readonly Rule<K>[] =>
  claimsOnAnswer<K, User>(
    prefix,
    claims,
    (output) => output,
    (input) => input.UserId,
  );

/** The same claims, held against each user of a list that belongs to us. */
export const shapeOfListed = claimsOnList<"DescribeUsers", User>(
  "describe-users",
  "user",
  claims,
  (before, { Users = [] }) =>
    Users.filter((user) => before.users.has(keyOf(user.UserId)) && isStoredForm(user)).map(
      (user) => ({ view: user, id: user.UserId }),
    ),
);
