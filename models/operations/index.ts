import type { OperationName } from "../contract/contract.ts";
import { commonCodes, withoutAffix } from "../contract/fault-code.ts";
import { operationNames } from "../contract/requests.ts";
import type { RuleId } from "../rules/rule.ts";
import { wireRules } from "../rules/wire.ts";
import { addTagsToResource } from "./add-tags-to-resource/index.ts";
import { createUserGroup } from "./create-user-group/index.ts";
import { createUser } from "./create-user/index.ts";
import { deleteUserGroup } from "./delete-user-group/index.ts";
import { deleteUser } from "./delete-user/index.ts";
import { describeUserGroups } from "./describe-user-groups/index.ts";
import { describeUsers } from "./describe-users/index.ts";
import { listTagsForResource } from "./list-tags-for-resource/index.ts";
import { modifyUserGroup } from "./modify-user-group/index.ts";
import { modifyUser } from "./modify-user/index.ts";
import type { Operation } from "./operation.ts";
import { removeTagsFromResource } from "./remove-tags-from-resource/index.ts";

/** The operations under contract; the compiler insists that each is here. */
export const operations: { readonly [K in OperationName]: Operation<K> } = {
  CreateUser: createUser,
  ModifyUser: modifyUser,
  DescribeUsers: describeUsers,
  DeleteUser: deleteUser,
  CreateUserGroup: createUserGroup,
  ModifyUserGroup: modifyUserGroup,
  DescribeUserGroups: describeUserGroups,
  DeleteUserGroup: deleteUserGroup,
  ListTagsForResource: listTagsForResource,
  AddTagsToResource: addTagsToResource,
  RemoveTagsFromResource: removeTagsFromResource,
};

/** True of a code that some operation may refuse a request with, by the API model or by a rule. */
export const isKnownCode = (code: string): boolean => knownCodes.has(withoutAffix(code));

const knownCodes: ReadonlySet<string> = new Set([
  ...commonCodes,
  ...operationNames.flatMap((name) => [
    ...operations[name].declared,
    ...operations[name].grounds.flatMap(({ codes }) => (codes === "any" ? [] : codes)),
  ]),
]);

/** A rule as reports show it, with the operation it speaks of; `any` for the wire. */
export interface ListedRule {
  readonly id: RuleId;
  readonly operation: OperationName | "any";
  readonly kind: string;
  readonly level: "must" | "should";
  readonly clause: (typeof wireRules)[number]["clause"];
  readonly meanwhile?: true;
}

/** Every rule there is, in the order of reports: first whether an answer can be read, then what it says. */
export const allRules: readonly ListedRule[] = [
  ...wireRules.map(({ id, kind, level, clause }) => ({
    id,
    operation: "any" as const,
    kind,
    level,
    clause,
  })),
  ...operationNames.flatMap((operation) =>
    operations[operation].rules.map(({ id, kind, level, clause, meanwhile }) => ({
      id,
      operation,
      kind,
      level,
      clause,
      ...(meanwhile === undefined ? {} : { meanwhile }),
    })),
  ),
];

/** The rules of which a breach can break a client. */
export const mustRules: ReadonlySet<string> = new Set(
  allRules.filter(({ level }) => level === "must").map(({ id }) => id),
);

/** The rules of which nothing else follows: how an answer looks, and how it is worded. */
const looks: ReadonlySet<RuleId> = new Set([
  ...operationNames.flatMap((operation) =>
    operations[operation].rules.flatMap(({ id, kind, isLook }) =>
      kind === "wording" || isLook === true ? [id] : [],
    ),
  ),
  ...wireRules.map(({ id }) => id),
]);

/** False of rules whose breaking leads to nothing else. */
export const canBeCause = (rule: RuleId): boolean => !looks.has(rule);

/** Every question that no fact answers, with the request that would settle it. */
export const openQuestions = operationNames.flatMap((operation) =>
  operations[operation].questions.map(({ id, question, facts, settledBy }) => ({
    id,
    operation,
    question,
    facts,
    settledBy,
  })),
);
