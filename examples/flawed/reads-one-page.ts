import { DescribeUsersCommand, type User } from "@aws-sdk/client-elasticache";

import { CacheUsers } from "../cache-users.ts";

/** Reads the first page of the list for the whole of it. */
export class ReadsOnePage extends CacheUsers {
  override async list(): Promise<User[]> {
    const { Users = [] } = await this.sdk.send(new DescribeUsersCommand({}));
    return Users;
  }
}
