import { type User, UserNotFoundFault } from "@aws-sdk/client-elasticache";

import { CacheUsers } from "../cache-users.ts";

/** Says that a user was removed that was never there. */
export class SwallowsNotFound extends CacheUsers {
  override async remove(id: string): Promise<User> {
    try {
      return await super.remove(id);
    } catch (error) {
      if (error instanceof UserNotFoundFault) return {};
      throw error;
    }
  }
}
