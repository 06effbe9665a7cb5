import * as current from "@aws-sdk/client-elasticache";
import type { ElastiCacheClient } from "@aws-sdk/client-elasticache";

import type { Input, OperationName } from "../models/contract/contract.ts";
import { withSecrets } from "./secrets.ts";

interface Sending {
  readonly abortSignal?: AbortSignal;
}

type Senders = {
  readonly [K in OperationName]: (
    client: ElastiCacheClient,
    input: Input<K>,
    sending: Sending,
  ) => Promise<object>;
};

/** A request for the SDK: a copy with the secrets put in. Wrong requests are sent on purpose, so its types do not bind us. */
// They differ from version to version too: what leaves is JSON, and so of any type.
const request = (input: object) => JSON.parse(JSON.stringify(withSecrets(input)));

/** The package of the SDK, of whatever version: their types are strangers to each other. */
export type Sdk = { readonly [M in SdkMember]: unknown };

type SdkMember = "ElastiCacheClient" | `${OperationName}Command`;

export type KnownSdk = Pick<typeof current, SdkMember>;

/** True of a package that has what we need of the SDK. */
export const isSdk = (some: unknown): some is KnownSdk =>
  typeof some === "object" &&
  some !== null &&
  [...Object.keys(sendersOf(current)).map((name) => `${name}Command`), "ElastiCacheClient"].every(
    (member) => member in some,
  );

export const sendersOf = (sdk: KnownSdk): Senders => ({
  CreateUser: (client, input, sending) =>
    client.send(new sdk.CreateUserCommand(request(input)), sending),
  ModifyUser: (client, input, sending) =>
    client.send(new sdk.ModifyUserCommand(request(input)), sending),
  DescribeUsers: (client, input, sending) =>
    client.send(new sdk.DescribeUsersCommand(request(input)), sending),
  DeleteUser: (client, input, sending) =>
    client.send(new sdk.DeleteUserCommand(request(input)), sending),
  CreateUserGroup: (client, input, sending) =>
    client.send(new sdk.CreateUserGroupCommand(request(input)), sending),
  ModifyUserGroup: (client, input, sending) =>
    client.send(new sdk.ModifyUserGroupCommand(request(input)), sending),
  DescribeUserGroups: (client, input, sending) =>
    client.send(new sdk.DescribeUserGroupsCommand(request(input)), sending),
  DeleteUserGroup: (client, input, sending) =>
    client.send(new sdk.DeleteUserGroupCommand(request(input)), sending),
  ListTagsForResource: (client, input, sending) =>
    client.send(new sdk.ListTagsForResourceCommand(request(input)), sending),
  AddTagsToResource: (client, input, sending) =>
    client.send(new sdk.AddTagsToResourceCommand(request(input)), sending),
  RemoveTagsFromResource: (client, input, sending) =>
    client.send(new sdk.RemoveTagsFromResourceCommand(request(input)), sending),
});
