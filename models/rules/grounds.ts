import { type Believed } from "../belief/believed.ts";
import { areSomeDeleted, isDeleted } from "../belief/membership.ts";
import { believed, believedGroup, type State } from "../belief/state.ts";
import type { Input, OperationName } from "../contract/contract.ts";
import { withoutAffix } from "../contract/fault-code.ts";
import {
  documented,
  type Ground,
  type Holds,
  inferred,
  must,
  type RuleId,
  type Wording,
} from "./rule.ts";
import { model } from "./sources.ts";

/** A request without a member that the API model requires, by its name; or with it empty, where that is said. */
export const missing = <K extends OperationName>(
  id: RuleId,
  operation: K,
  member: keyof Input<K> & string,
  { orEmpty = false }: { readonly orEmpty?: boolean } = {},
): Ground<K> => ({
  kind: "ground",
  id,
  level: "must",
  clause: documented(["F025"], model, `${operation} required: ${member}`),
  codes: "any",
  when: ({ input }) => must(input[member] === undefined || (orEmpty && input[member] === "")),
});

/** A request with an empty text in a member of which the API model wants one character. */
export const empty = <K extends OperationName>(
  id: RuleId,
  member: keyof Input<K> & string,
): Ground<K> => ({
  kind: "ground",
  id,
  level: "must",
  clause: documented(["F026"], model, `${member} min 1`),
  codes: "any",
  when: ({ input }) => must(input[member] === ""),
});

export const blankAccessString = (id: RuleId): Ground<"CreateUser" | "ModifyUser"> => ({
  kind: "ground",
  id,
  level: "must",
  clause: documented(["F026"], model, "AccessString pattern .*\\S.*"),
  codes: "any",
  when: ({ input: { AccessString } }) => must(AccessString?.trim() === ""),
});

/**
 * How it holds that one is not there. One that was deleted may until the deadline be said to be leaving as well as to be gone,
 * even after it was said to be gone (F132): it is refused, and nobody knows as what.
 */
export const absence = (belief: Believed<unknown>): Holds =>
  belief.kind === "absent" && (isDeleted(belief) ? "somehow" : "must");

/**
 * True of a code that says of a user or a group that was deleted that it is leaving still, as it may (F132, F183): so some operations
 * say it that declare no such code.
 */
export const saysLeaving = (
  { code }: { readonly code: string },
  state: State,
  {
    groups = [],
    users = [],
  }: { readonly groups?: readonly string[]; readonly users?: readonly string[] },
): boolean =>
  (withoutAffix(code) === "InvalidUserState" && areSomeDeleted(state, users)) ||
  (withoutAffix(code) === "InvalidUserGroupState" &&
    groups.some((id) => isDeleted(believedGroup(state, id))));

const identifier = /^[a-z][a-z0-9-]*$/i;

/** A write to a user that is not there, by an id of the right form. */
export const unknownUser = (
  id: RuleId,
  clause: Ground<"ModifyUser">["clause"],
): Ground<"ModifyUser" | "DeleteUser"> => ({
  kind: "ground",
  id,
  level: "must",
  clause,
  codes: ["UserNotFound"],
  when: ({ before, input: { UserId } }) =>
    identifier.test(UserId ?? "") && absence(believed(before, UserId)),
});

/** How it holds that a group is not there that is written to, by an id of the right form. */
export const absenceOfGroup = ({
  before,
  input: { UserGroupId },
}: Parameters<Ground<"ModifyUserGroup" | "DeleteUserGroup">["when"]>[0]): Holds =>
  identifier.test(UserGroupId ?? "") && absence(believedGroup(before, UserGroupId));

/** The code by which a member is refused that is missing, or empty (F304, F305). */
export const missingMemberCode = (id: RuleId, grounds: readonly RuleId[]): Wording => ({
  kind: "wording",
  id,
  level: "should",
  clause: inferred(
    ["F304", "F305"],
    "localstack/localstack tests/aws/test_validate.py, CreateCacheCluster",
    "InvalidParameterValue: The parameter CacheClusterIdentifier must be provided and must not be blank.",
  ),
  grounds,
  codes: ["InvalidParameterValue", "ValidationError", "MissingParameter"],
});
