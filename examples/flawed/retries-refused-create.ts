import type { User } from "@aws-sdk/client-elasticache";
import { UserAlreadyExistsFault } from "@aws-sdk/client-elasticache";

import { CacheUsers, type Wish } from "../cache-users.ts";

/** Tries a refused create again, and takes a user that is there already for its own work of the first time. */
export class RetriesRefusedCreate extends CacheUsers {
  override async create(wish: Wish): Promise<User> {
    try {
      return await super.create(wish);
    } catch {
      return super.create(wish).catch(async (error: unknown) => {
        const user = await this.find(wish.id);
        if (error instanceof UserAlreadyExistsFault && user !== undefined) return user;
        throw error;
      });
    }
  }
}
