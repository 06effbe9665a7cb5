import type { User } from "@aws-sdk/client-elasticache";

import { CacheUsers } from "../cache-users.ts";

/** Remembers users as it first saw them, whatever becomes of them. */
export class CachesStaleUsers extends CacheUsers {
  readonly #known = new Map<string, User>();

  override async find(id: string): Promise<User | undefined> {
    const user = this.#known.get(id) ?? (await super.find(id));
    if (user !== undefined) this.#known.set(id, user);
    return user;
  }

  override async remove(id: string): Promise<User> {
    this.#known.delete(id);
    return super.remove(id);
  }
}
