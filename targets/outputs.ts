import * as z from "zod";

import type { OperationName, Output } from "../models/contract.ts";
import { withoutSecrets } from "./secrets.ts";

/** A member of another type than AWS's is none: who reads it finds nothing there. */
const text = z.string().optional().catch(undefined);
const number = z.number().optional().catch(undefined);
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .transform((items) =>
      items.flatMap((one) => {
        const read = item.safeParse(one);
        return read.success ? [read.data] : [];
      }),
    )
    .optional()
    .catch(undefined);
const structure = <T extends z.ZodRawShape>(shape: T) =>
  z.looseObject(shape).optional().catch(undefined);
const names = list(z.string());

const user = {
  UserId: text,
  UserName: text,
  Status: text,
  Engine: text,
  MinimumEngineVersion: text,
  AccessString: text,
  UserGroupIds: names,
  Authentication: structure({ Type: text, PasswordCount: number }),
  ARN: text,
};
const group = {
  UserGroupId: text,
  Status: text,
  Engine: text,
  UserIds: names,
  MinimumEngineVersion: text,
  PendingChanges: structure({ UserIdsToRemove: names, UserIdsToAdd: names }),
  ReplicationGroups: names,
  ServerlessCaches: names,
  ARN: text,
};
const users = { Marker: text, Users: list(z.looseObject(user)) };
const groups = { Marker: text, UserGroups: list(z.looseObject(group)) };
const tags = { TagList: list(z.looseObject({ Key: text, Value: text })) };

const results = {
  CreateUser: user,
  ModifyUser: user,
  DescribeUsers: users,
  DeleteUser: user,
  CreateUserGroup: group,
  ModifyUserGroup: group,
  DescribeUserGroups: groups,
  DeleteUserGroup: group,
  ListTagsForResource: tags,
  AddTagsToResource: tags,
  RemoveTagsFromResource: tags,
} as const satisfies { readonly [K in OperationName]: z.ZodRawShape };

/**
 * What an adapter gave, as plain data in the members of AWS's result: without the SDK's own notes and without secrets. Whatever
 * is no such member is left out; what is no object at all is an empty result.
 */
export function resultIn<K extends OperationName>(operation: K, given: unknown): Output<K> {
  const read = z.looseObject(results[operation]).safeParse(dataOf(given));
  return JSON.parse(JSON.stringify(read.success ? read.data : {}));
}

/** A copy that is JSON. Types of an adapter do not bind those who write no TypeScript: some things cannot be copied. */
function dataOf(given: unknown): unknown {
  if (typeof given !== "object" || given === null) return {};
  try {
    return JSON.parse(withoutSecrets(JSON.stringify({ ...given, $metadata: undefined })));
  } catch {
    return {};
  }
}
