import type { User } from "@aws-sdk/client-elasticache";

import { CacheUsers } from "../cache-users.ts";

/** Shows users without a password by the word with which they are asked for, not by that with which AWS shows them. */
export class MapsNoPasswordWrongly extends CacheUsers {
  override async find(id: string): Promise<User | undefined> {
    const user = await super.find(id);
    if (user?.Authentication?.Type !== "no-password") return user;
    return JSON.parse(JSON.stringify(user).replace('"no-password"', '"no-password-required"'));
  }
}
