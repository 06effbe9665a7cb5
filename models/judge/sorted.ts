import type { OperationName } from "../contract/contract.ts";
import { operations } from "../operations/index.ts";
import type { Operation } from "../operations/operation.ts";
import type { Allowance, Ground, Guarantee, RefusalRule, Wording } from "../rules/rule.ts";

/** The rules of an operation, by their kind. */
export interface Sorted<K extends OperationName> {
  readonly grounds: readonly Ground<K>[];
  readonly allowances: readonly Allowance<K>[];
  readonly guarantees: readonly Guarantee<K>[];
  readonly wordings: readonly Wording[];
  readonly provocation: RefusalRule;
  readonly declaration: RefusalRule;
}

function sort<K extends OperationName>({ name, rules }: Operation<K>): Sorted<K> {
  const refusals = rules.filter((rule) => rule.kind === "refusal");
  const provocation = refusals.find(({ about }) => about === "provocation");
  const declaration = refusals.find(({ about }) => about === "declaration");
  if (provocation === undefined || declaration === undefined)
    throw new Error(`${name} needs a rule on unprovoked refusals and one on declared codes`);
  return {
    grounds: rules.filter((rule) => rule.kind === "ground"),
    allowances: rules.filter((rule) => rule.kind === "allowance"),
    guarantees: rules.filter((rule) => rule.kind === "guarantee"),
    wordings: rules.filter((rule) => rule.kind === "wording"),
    provocation,
    declaration,
  };
}

type Table = { readonly [K in OperationName]: Sorted<K> };

const table: Table = {
  CreateUser: sort(operations.CreateUser),
  ModifyUser: sort(operations.ModifyUser),
  DescribeUsers: sort(operations.DescribeUsers),
  DeleteUser: sort(operations.DeleteUser),
  CreateUserGroup: sort(operations.CreateUserGroup),
  ModifyUserGroup: sort(operations.ModifyUserGroup),
  DescribeUserGroups: sort(operations.DescribeUserGroups),
  DeleteUserGroup: sort(operations.DeleteUserGroup),
  ListTagsForResource: sort(operations.ListTagsForResource),
  AddTagsToResource: sort(operations.AddTagsToResource),
  RemoveTagsFromResource: sort(operations.RemoveTagsFromResource),
};

/** The rules of an operation, sorted once for all. */
export const sorted = <K extends OperationName>({ name }: Operation<K>): Sorted<K> => table[name];
