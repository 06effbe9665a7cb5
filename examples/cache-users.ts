import {
  type AuthenticationMode,
  CreateUserCommand,
  DeleteUserCommand,
  DescribeUsersCommand,
  ElastiCacheClient,
  ModifyUserCommand,
  paginateDescribeUsers,
  type User,
  UserNotFoundFault,
} from "@aws-sdk/client-elasticache";

/** How a user proves who it is. */
export type Proof =
  | { readonly kind: "password"; readonly passwords: string[] }
  | { readonly kind: "no-password" }
  | { readonly kind: "iam" };

export interface Wish {
  readonly id: string;
  readonly name: string;
  readonly engine: string;
  readonly access: string;
  readonly proof?: Proof | undefined;
}

/** A wrapper of the kind that many applications have: their own words for the users of their caches. */
export class CacheUsers {
  protected readonly sdk = new ElastiCacheClient();

  async create(wish: Wish): Promise<User> {
    return this.sdk.send(
      new CreateUserCommand({
        UserId: wish.id,
        UserName: wish.name,
        Engine: wish.engine,
        AccessString: wish.access,
        AuthenticationMode: this.modeFor(wish.proof),
      }),
    );
  }

  async change(id: string, wish: Partial<Pick<Wish, "access" | "proof">>): Promise<User> {
    return this.sdk.send(
      new ModifyUserCommand({
        UserId: id,
        AccessString: wish.access,
        AuthenticationMode: this.modeFor(wish.proof),
      }),
    );
  }

  /** The user of this id; nothing where there is none. */
  async find(id: string): Promise<User | undefined> {
    try {
      const { Users = [] } = await this.sdk.send(new DescribeUsersCommand({ UserId: id }));
      return Users[0];
    } catch (error) {
      if (error instanceof UserNotFoundFault) return undefined;
      throw error;
    }
  }

  async list(): Promise<User[]> {
    const users: User[] = [];
    for await (const { Users = [] } of paginateDescribeUsers({ client: this.sdk }, {}))
      users.push(...Users);
    return users;
  }

  async remove(id: string): Promise<User> {
    return this.sdk.send(new DeleteUserCommand({ UserId: id }));
  }

  protected modeFor(proof: Proof | undefined): AuthenticationMode | undefined {
    switch (proof?.kind) {
      case undefined:
        return undefined;
      case "password":
        return { Type: "password", Passwords: proof.passwords };
      case "no-password":
        return { Type: "no-password-required" };
      case "iam":
        return { Type: "iam" };
    }
  }
}
