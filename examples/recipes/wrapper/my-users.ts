import {
  DeleteUserCommand,
  DescribeUsersCommand,
  ElastiCacheClient,
  type User,
} from "@aws-sdk/client-elasticache";

/** A wrapper as many have one: two functions, in words of its own. */
export class MyUsers {
  readonly #client = new ElastiCacheClient({});

  async remove(id: string): Promise<void> {
    await this.#client.send(new DeleteUserCommand({ UserId: id }));
  }

  /** The user, or nothing where there is none. */
  async find(id: string): Promise<User | undefined> {
    try {
      const { Users = [] } = await this.#client.send(new DescribeUsersCommand({ UserId: id }));
      return Users[0];
    } catch (error) {
      if (error instanceof Error && error.name === "UserNotFoundFault") return undefined;
      throw error;
    }
  }
}
