import { counted } from "../authentication.ts";
import type { User } from "../contract.ts";
import { documented, observed, type Rule } from "../rule.ts";
import { believed, keyOf, viewOf } from "../state.ts";

const rbac = "Role-Based Access Control (RBAC), Amazon ElastiCache User Guide";
const model = "API model 2015-02-02, botocore elasticache service-2.json";
const c7n = "cloud-custodian test_elasticache_user_delete recordings";

/** What DeleteUser takes, refuses and answers, apart from the shape of users. */
export const deleteUserRules: readonly Rule<"DeleteUser">[] = [
  {
    kind: "ground",
    id: "delete-user/user-id-missing",
    level: "must",
    clause: documented(["F025"], model, "DeleteUser required: UserId"),
    codes: "any",
    when: ({ input }) => input.UserId === undefined || input.UserId === "",
  },
  {
    kind: "ground",
    id: "delete-user/unknown-user",
    level: "must",
    clause: documented(
      ["F135"],
      model,
      "UserNotFound: The user does not exist or could not be found.",
    ),
    codes: ["UserNotFound"],
    when: ({ before, input }) =>
      believed(before, input.UserId).kind === "absent" &&
      /^[a-z][a-z0-9-]*$/i.test(input.UserId ?? ""),
  },
  {
    kind: "ground",
    id: "delete-user/default-user",
    level: "must",
    clause: documented(["F139"], rbac, "You can't modify or delete this user."),
    codes: "any",
    when: ({ input }) => input.UserId === "default",
  },
  {
    kind: "ground",
    id: "delete-user/while-modifying",
    level: "should",
    clause: documented(["F134"], model, "InvalidUserState: The user is not in active state."),
    codes: ["InvalidUserState"],
    optional: () => true,
    when: ({ before, input }) =>
      believed(before, input.UserId).kind === "present" &&
      viewOf(before, input.UserId)?.Status === "modifying",
  },
  {
    kind: "ground",
    id: "delete-user/while-deleting",
    level: "should",
    clause: observed(
      ["F133"],
      "crossplane-contrib/provider-aws, comment",
      "failed to delete User: InvalidUserState: User has status deleting.",
    ),
    codes: ["InvalidUserState", "UserNotFound"],
    optional: () => true,
    when: ({ before, input }) => believed(before, input.UserId).kind === "leaving",
  },
  {
    kind: "wording",
    id: "delete-user/while-deleting-text",
    level: "should",
    clause: observed(
      ["F133"],
      "crossplane-contrib/provider-aws, comment",
      "failed to delete User: InvalidUserState: User has status deleting.",
    ),
    grounds: ["delete-user/while-deleting"],
    says: /has status deleting|not found/i,
  },
  {
    kind: "guarantee",
    id: "delete-user/whole-user",
    level: "must",
    clause: observed(
      ["F131"],
      c7n,
      "The answer is the whole User, other fields than Status unchanged",
    ),
    when: ({ before, input }) => viewOf(before, input.UserId) !== undefined,
    expected: ({ before, input }) => lasting(viewOf(before, input.UserId) ?? {}),
    actual: ({ before, input, output }) => lasting(output, viewOf(before, input.UserId)),
  },
  {
    kind: "guarantee",
    id: "delete-user/user-id",
    level: "must",
    clause: observed(["F131"], c7n, '"UserId": "c7n-user"'),
    expected: ({ input }) => keyOf(input.UserId),
    actual: ({ output }) => output.UserId,
  },
  {
    kind: "guarantee",
    id: "delete-user/status-deleting",
    level: "should",
    clause: observed(["F131"], c7n, '"Status": "deleting"'),
    expected: () => "deleting",
    actual: ({ output }) => output.Status,
  },
];

/** What a delete leaves as it was, of the members that were seen before. */
const lasting = (user: User, seen: User = user): Partial<User> => ({
  ...(seen.UserName === undefined ? {} : { UserName: user.UserName ?? "nothing" }),
  ...(seen.Engine === undefined ? {} : { Engine: user.Engine ?? "nothing" }),
  ...(seen.AccessString === undefined ? {} : { AccessString: user.AccessString ?? "nothing" }),
  ...(seen.Authentication === undefined
    ? {}
    : { Authentication: counted(user.Authentication ?? {}) }),
});
