import { believed, type State } from "../belief/state.ts";
import { commandFrom } from "../contract/command.ts";
import type { AuthenticationRequest, Command, OperationName } from "../contract/contract.ts";
import { secret } from "../contract/placeholder.ts";
import { wishOf } from "../vocabulary/authentication.ts";
import { userIds } from "./universe.ts";

/**
 * One cell of the table of what can happen to a user: how it proves who it is before a request and would do after it, its
 * engine and status, and how the request spells its wish.
 */
export interface Cell {
  readonly operation: Extract<OperationName, `${string}User` | "DescribeUsers">;
  readonly before: Before;
  readonly after: After;
  readonly engine: Engine | "any engine";
  readonly status: Status;
  readonly spelling: Spelling;
}

type Before = "nobody" | "password" | "no-password" | "iam";
type After = "password" | "no-password" | "iam" | "unchanged" | "gone";
type Engine = "redis" | "valkey";
type Status = "unheard-of" | "deleted" | "active" | "modifying" | "deleting";
type Spelling = "Passwords" | "NoPasswordRequired" | "AuthenticationMode" | "nothing";

/** Every spelling of every wish, with a request that says so. */
const wishes: readonly {
  readonly after: Exclude<After, "gone" | "unchanged">;
  readonly spelling: Spelling;
  readonly request: AuthenticationRequest;
}[] = [
  { after: "password", spelling: "Passwords", request: { Passwords: [secret(17)] } },
  {
    after: "password",
    spelling: "AuthenticationMode",
    request: { AuthenticationMode: { Type: "password", Passwords: [secret(17)] } },
  },
  { after: "no-password", spelling: "NoPasswordRequired", request: { NoPasswordRequired: true } },
  {
    after: "no-password",
    spelling: "AuthenticationMode",
    request: { AuthenticationMode: { Type: "no-password-required" } },
  },
  {
    after: "iam",
    spelling: "AuthenticationMode",
    request: { AuthenticationMode: { Type: "iam" } },
  },
];

const engines: readonly Engine[] = ["redis", "valkey"];
const settled = ["unheard-of", "deleted"] as const;
const lively = ["active", "modifying", "deleting"] as const;

type Met = Pick<Cell, "before" | "engine" | "status">;

/** Who a request can meet: nobody, or a user. A valkey user without a password is none that AWS makes (F118). */
const met: readonly Met[] = [
  ...settled.map((status) => ({
    before: "nobody" as const,
    engine: "any engine" as const,
    status,
  })),
  ...(["password", "no-password", "iam"] as const).flatMap((before) =>
    engines
      .filter((engine) => engine === "redis" || before !== "no-password")
      .flatMap((engine) => lively.map((status) => ({ before, engine, status }))),
  ),
];

/** What a cell is called in reports. */
export const nameOf = ({ operation, before, after, engine, status, spelling }: Cell): string =>
  `${operation}, ${status} ${before === "nobody" ? "id" : `${before} user`}, ${engine}, to ${after} by ${spelling}`;

/** The whole table. */
export const cells: readonly Cell[] = met
  .flatMap((user): readonly Cell[] => [
    ...engines.flatMap((engine) =>
      wishes.map(({ after, spelling }) => ({
        ...user,
        operation: "CreateUser" as const,
        engine,
        after,
        spelling,
      })),
    ),
    ...wishes.map(({ after, spelling }) => ({
      ...user,
      operation: "ModifyUser" as const,
      after,
      spelling,
    })),
    { ...user, operation: "ModifyUser", after: "unchanged", spelling: "nothing" },
    { ...user, operation: "DeleteUser", after: "gone", spelling: "nothing" },
    { ...user, operation: "DescribeUsers", after: "unchanged", spelling: "nothing" },
  ])
  // Of a CreateUser the engine is the one that it asks for, whoever has the id: two users give one cell.
  .filter((cell, index, all) => all.findIndex((other) => nameOf(other) === nameOf(cell)) === index);

const names: ReadonlySet<string> = new Set(cells.map((cell) => nameOf(cell)));

/** The cell that a request falls into, by name; nothing where it is about no user, or says of authentication what is odd. */
export function cellOf(state: State, command: Command): string | undefined {
  if (command.action !== undefined || !("UserId" in command.input)) return undefined;
  const user = metAs(state, command.input.UserId);
  return user === undefined ? undefined : cellMet(user, command);
}

/** The same, where it is known how the user can be met. */
function cellMet(user: Met, { operation, input }: Command): string | undefined {
  if (operation === "DeleteUser")
    return known({ ...user, operation, after: "gone", spelling: "nothing" });
  if (operation === "DescribeUsers")
    return known({ ...user, operation, after: "unchanged", spelling: "nothing" });
  if (operation !== "CreateUser" && operation !== "ModifyUser") return undefined;
  const spelling = spellingIn(input);
  const after = wishOf(input) ?? (spelling === "nothing" ? "unchanged" : undefined);
  if (after === undefined || spelling === undefined) return undefined;
  if (operation === "ModifyUser") return known({ ...user, operation, after, spelling });
  const asked = "Engine" in input ? engines.find((engine) => engine === input.Engine) : undefined;
  return asked === undefined
    ? undefined
    : known({ ...user, operation, after, spelling, engine: asked });
}

const known = (cell: Cell): string | undefined => {
  const name = nameOf(cell);
  return names.has(name) ? name : undefined;
};

/** The one member by which a request says how its user proves who it is; nothing where several do. */
function spellingIn(input: AuthenticationRequest): Spelling | undefined {
  const said = (["Passwords", "NoPasswordRequired", "AuthenticationMode"] as const).filter(
    (member) => input[member] !== undefined,
  );
  return said.length === 0 ? "nothing" : said.length === 1 ? said[0] : undefined;
}

function metAs(state: State, id: string | undefined): Met | undefined {
  const belief = believed(state, id);
  if (belief.kind === "uncertain") return undefined;
  if (belief.kind === "absent")
    return {
      before: "nobody",
      engine: "any engine",
      status: belief.because === "deleted" ? "deleted" : "unheard-of",
    };
  const { Authentication, Engine, Status } = belief.view;
  const before = (["password", "no-password", "iam"] as const).find(
    (type) => type === Authentication?.Type,
  );
  const engine = engines.find((one) => one === Engine);
  const status = belief.kind === "deleting" ? "deleting" : lively.find((one) => one === Status);
  return before === undefined || engine === undefined || status === undefined
    ? undefined
    : { before, engine, status };
}

/** A request that falls into a cell. */
export interface Aim {
  readonly command: Command;
  readonly cell: string;
  /** What the request wants: a way to prove who the user is, or none of them. */
  readonly wish: string;
}

/** One request for each cell that the state has a user for. */
export const aims = (
  state: State,
  supported: readonly OperationName[],
  ids: readonly string[] = userIds,
): readonly Aim[] =>
  ids
    .flatMap((id) => {
      const user = metAs(state, id);
      return user === undefined ? [] : (aimed.get(aimKey(id, user)) ?? aimsOn(id, user));
    })
    .filter(({ command }) => supported.includes(command.operation));

const aimKey = (id: string, { status, before, engine }: Met): string =>
  `${id} ${status} ${before} ${engine}`;

/** The same for one user, by how it can be met. */
const aimsOn = (id: string, user: Met): readonly Aim[] =>
  essentials(id).flatMap((command) => {
    const cell = cellMet(user, command);
    return cell === undefined ? [] : [{ command, cell, wish: wishIn(command) }];
  });

const wishIn = ({ operation, input }: Command): string =>
  operation === "CreateUser" || operation === "ModifyUser" ? (wishOf(input) ?? "none") : "none";

/** The requests that matter on one user: every way to make, change, delete and look it up, each in its plainest form. */
export const essentials = (UserId: string): readonly Command[] => [
  ...engines.flatMap((Engine) =>
    wishes.map(({ request }) =>
      commandFrom({
        operation: "CreateUser",
        // A user of type iam must have its id for a name (F062), and any user may come to iam.
        input: { UserId, UserName: UserId, Engine, AccessString: "on ~* +@all", ...request },
      }),
    ),
  ),
  ...wishes.map(({ request }) =>
    commandFrom({ operation: "ModifyUser", input: { UserId, ...request } }),
  ),
  commandFrom({ operation: "ModifyUser", input: { UserId, AccessString: "off ~* -@all" } }),
  commandFrom({ operation: "DeleteUser", input: { UserId } }),
  commandFrom({ operation: "DescribeUsers", input: { UserId } }),
];

/** Worked out beforehand for our own users. */
const aimed: ReadonlyMap<string, readonly Aim[]> = new Map(
  userIds.flatMap((id) => met.map((user) => [aimKey(id, user), aimsOn(id, user)] as const)),
);

/** The essential requests in one spelling each: on a redis user of every type, on a valkey user with a password. */
export const essentialRequests = (UserId: string): readonly Command[] =>
  essentials(UserId).filter(({ operation, input }) => {
    if (operation === "DescribeUsers") return false;
    if (operation !== "CreateUser" && operation !== "ModifyUser") return true;
    const { Passwords, AuthenticationMode } = input;
    const isPlain = AuthenticationMode === undefined || AuthenticationMode.Type === "iam";
    return isPlain && (input.Engine !== "valkey" || Passwords !== undefined);
  });
