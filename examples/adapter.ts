import { type Adapter, Refusal, Unsupported } from "../index.ts";
import { CacheUsers, type Proof } from "./cache-users.ts";

/** The wrapper in AWS's words. What it has no word for is `Unsupported`, and no rule is held against it. */
export const adapterFor = (users: CacheUsers): Adapter => ({
  CreateUser: async ({ UserId, UserName, Engine, AccessString, ...rest }) =>
    users.create({
      id: wanted(UserId),
      name: wanted(UserName),
      engine: wanted(Engine),
      access: wanted(AccessString),
      proof: proofIn(rest),
    }),
  ModifyUser: async ({ UserId, AccessString, ...rest }) =>
    users.change(wanted(UserId), {
      ...(AccessString === undefined ? {} : { access: AccessString }),
      proof: proofIn(rest),
    }),
  DescribeUsers: async ({ UserId, ...rest }) => {
    nothingElse(rest);
    if (UserId === undefined) return { Users: await users.list() };
    const user = await users.find(UserId);
    if (user === undefined) throw new Refusal("UserNotFound");
    return { Users: [user] };
  },
  DeleteUser: async ({ UserId }) => users.remove(wanted(UserId)),
});

/** What `elasticache-conformance run --client examples/adapter.ts` looks for. */
export const adapter = (): Adapter => adapterFor(new CacheUsers());

function wanted(value: string | undefined): string {
  if (value === undefined) throw new Unsupported("the wrapper asks for it always");
  return value;
}

function nothingElse(rest: object): void {
  const [member] = Object.keys(rest);
  if (member !== undefined) throw new Unsupported(`the wrapper has no ${member}`);
}

function proofIn({
  AuthenticationMode: mode,
  ...rest
}: {
  readonly AuthenticationMode?: { readonly Type?: string; readonly Passwords?: readonly string[] };
}): Proof | undefined {
  nothingElse(rest);
  if (mode === undefined) return undefined;
  const { Type, Passwords = [] } = mode;
  if (Type === "password") return { kind: "password", passwords: [...Passwords] };
  if (Passwords.length > 0) throw new Unsupported("only users with passwords have any");
  if (Type === "no-password-required") return { kind: "no-password" };
  if (Type === "iam") return { kind: "iam" };
  throw new Unsupported(`the wrapper has no type ${Type}`);
}
