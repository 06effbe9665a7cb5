import type {
  CreateUserInput,
  DescribeUsersInput,
  Input,
  ModifyUserInput,
  OperationName,
} from "../../models/contract.ts";
import { store } from "./access-string.ts";
import {
  type Check,
  createChecks,
  deleteChecks,
  describeChecks,
  modifyChecks,
  requestedType,
} from "./checks.ts";
import { inputOf } from "./input.ts";
import { lastIdOf, markerAfter } from "./marker.ts";
import {
  decode,
  encodeError,
  encodeResult,
  type HttpRequest,
  type HttpResponse,
  regionOf,
} from "./protocol.ts";
import {
  type Call,
  defaultUser,
  type Outcome,
  type Refusal,
  refused,
  type StoredUser,
  type Users,
} from "./store.ts";

/** How long changes take, in milliseconds of the service's clock. */
export interface Windows {
  readonly modifying: number;
  readonly deleting: number;
}

export interface ReferenceOptions {
  readonly windows?: Windows;
  /** The service's clock, in milliseconds. */
  readonly now?: () => number;
  readonly account?: string;
  /** Faults put in on purpose; none unless said. */
  readonly fault?: Fault;
}

/** A way in which a reference service is wrong on purpose. */
export interface Fault {
  /** Checks, by name, that one operation leaves out. */
  readonly without?: readonly [operation: OperationName, ...checks: string[]];
  /** Reads a request otherwise than it was meant. */
  request?<K extends OperationName>(operation: K, input: Input<K>, call: Call): Input<K>;
  /** Refuses what should be accepted, or for another reason, before anything else is looked at. */
  refuse?(call: Call, input: Input<OperationName>): Refusal | undefined;
  /** Gives another outcome; `users` may be changed too. */
  outcome?(outcome: Outcome, call: Call, input: Input<OperationName>): Outcome;
  /** Writes the response otherwise. */
  response?(response: HttpResponse, operation: string): HttpResponse;
}

/** The Amazon ElastiCache user API as the facts tell it. */
export interface ReferenceService {
  /** Answers one request. Nothing but the service's own users and clock plays a part. */
  handle(request: HttpRequest): HttpResponse;
  /** Forgets every user. */
  reset(): void;
}

interface Behaviour<K extends OperationName> {
  readonly checks: readonly Check<Input<K>>[];
  perform(input: Input<K>, call: Call, windows: Windows): object;
}

type Behaviours = { readonly [K in OperationName]: Behaviour<K> };

const behaviours: Behaviours = {
  CreateUser: { checks: createChecks, perform: createUser },
  ModifyUser: { checks: modifyChecks, perform: modifyUser },
  DescribeUsers: { checks: describeChecks, perform: describeUsers },
  DeleteUser: { checks: deleteChecks, perform: deleteUser },
};

const isOperation = (action: string): action is OperationName => Object.hasOwn(behaviours, action);

export function createReference(options: ReferenceOptions = {}): ReferenceService {
  const { windows = { modifying: 0, deleting: 0 }, now = Date.now, fault = {} } = options;
  const account = options.account ?? "123456789012";
  const regions = new Map<string, Users>();
  let requests = 0;

  const usersOf = (region: string): Users => {
    const users = regions.get(region) ?? new Map([["default", defaultUser]]);
    regions.set(region, users);
    settle(users, now());
    return users;
  };

  function answer<K extends OperationName>(operation: K, sent: Input<K>, region: string): Outcome {
    const call: Call = { operation, region, account, users: usersOf(region), now: now() };
    const input = fault.request?.(operation, sent, call) ?? sent;
    const { checks, perform } = behaviours[operation];
    const [faulty, ...left] = fault.without ?? [];
    const skipped = faulty === operation ? left : [];
    const refusal =
      fault.refuse?.(call, input) ??
      checks
        .filter(({ name }) => !skipped.includes(name))
        .map((check) => check.refuse(input, call))
        .find((found) => found !== undefined);
    const outcome: Outcome = refusal ?? {
      kind: "accepted",
      result: perform(input, call, windows),
    };
    return fault.outcome?.(outcome, call, input) ?? outcome;
  }

  return {
    handle(request) {
      const { action, members } = decode(request.body);
      requests += 1;
      const requestId = `00000000-0000-4000-8000-${String(requests).padStart(12, "0")}`;
      const input = inputOf(members);
      const outcome = isOperation(action)
        ? input === undefined
          ? refused("MalformedInput", `A member of ${action} has another shape.`)
          : answer(action, input, regionOf(request))
        : refused("InvalidAction", `Could not find operation ${action} for version 2015-02-02`);
      const response =
        outcome.kind === "accepted"
          ? encodeResult(action, outcome.result, requestId)
          : encodeError(outcome.status, outcome.code, outcome.message, requestId);
      return fault.response?.(response, action) ?? response;
    },
    reset: () => regions.clear(),
  };
}

/** Ends what has run its time: modified users are active again, deleted ones are gone. */
function settle(users: Users, now: number): void {
  for (const [id, user] of users) {
    if (user.status === "active" || user.until > now) continue;
    if (user.status === "deleting") users.delete(id);
    else users.set(id, { ...user, status: "active" });
  }
}

function createUser(input: CreateUserInput, { users, region, account }: Call): object {
  const id = (input.UserId ?? "").toLowerCase();
  const stored = store(input.AccessString ?? "");
  const user: StoredUser = {
    id,
    name: input.UserName ?? "",
    engine: (input.Engine ?? "").toLowerCase(),
    accessString: stored.kind === "stored" ? stored.text : (input.AccessString ?? ""),
    isModern: stored.kind === "stored" && stored.isModern,
    ...authenticationOf(input),
    status: "active",
    until: 0,
  };
  users.set(id, user);
  return shown(user, region, account);
}

function modifyUser(
  input: ModifyUserInput,
  { users, region, account, now }: Call,
  windows: Windows,
): object {
  const id = (input.UserId ?? "").toLowerCase();
  const user = users.get(id) ?? { ...defaultUser, id, name: id };
  const text = [input.AccessString ?? user.accessString, input.AppendAccessString ?? ""].join(" ");
  const stored = store(text);
  const changed: StoredUser = {
    ...user,
    engine: (input.Engine ?? user.engine).toLowerCase(),
    ...(stored.kind === "stored" ? { accessString: stored.text, isModern: stored.isModern } : {}),
    ...(requestedType(input) === "null" ? {} : authenticationOf(input)),
    status: "modifying",
    until: now + windows.modifying,
  };
  users.set(id, changed);
  return shown(changed, region, account);
}

function deleteUser(
  { UserId = "" }: Input<"DeleteUser">,
  { users, region, account, now }: Call,
  windows: Windows,
): object {
  const user = users.get(UserId.toLowerCase()) ?? { ...defaultUser, id: UserId.toLowerCase() };
  const leaving: StoredUser = { ...user, status: "deleting", until: now + windows.deleting };
  users.set(leaving.id, leaving);
  return shown(leaving, region, account);
}

function describeUsers(input: DescribeUsersInput, { users, region, account }: Call): object {
  const wanted = input.Filters?.find(({ Name }) => Name === "UserId")?.Values;
  const all = [...users.values()]
    .filter(({ id }) => input.UserId === undefined || id === input.UserId.toLowerCase())
    .filter(({ id }) => wanted === undefined || wanted.includes(id))
    .filter(({ engine }) => input.Engine === undefined || engine === input.Engine.toLowerCase())
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const last = input.Marker === undefined ? undefined : lastIdOf(input.Marker);
  const left = last === undefined ? all : all.filter(({ id }) => id > last);
  const page = left.slice(0, input.MaxRecords ?? 100);
  const end = left.length > page.length ? page.at(-1) : undefined;
  return {
    Users: page.length === 0 ? "" : { member: page.map((user) => shown(user, region, account)) },
    ...(end === undefined ? {} : { Marker: markerAfter(end.id) }),
  };
}

const authenticationOf = (
  input: CreateUserInput | ModifyUserInput,
): Pick<StoredUser, "type" | "passwordCount"> => {
  const type = requestedType(input);
  const passwords = new Set([
    ...(input.Passwords ?? []),
    ...(input.AuthenticationMode?.Passwords ?? []),
  ]);
  if (type === "password") return { type, passwordCount: passwords.size };
  return { type: type === "iam" ? "iam" : "no-password", passwordCount: 0 };
};

const partitionOf = (region: string): string =>
  region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";

/** The lowest engine version that serves a user (F045a, F045b); the value for valkey is a guess (F045d). */
const minimumVersionOf = ({ engine, type, isModern }: StoredUser): string =>
  engine === "valkey" ? "7.2" : type === "iam" || isModern ? "7.0" : "6.0";

/** A user as answers show it (F006): no passwords, no tags, a count for passwords only (F009, F010). */
const shown = (user: StoredUser, region: string, account: string): object => ({
  UserId: user.id,
  UserName: user.name,
  Status: user.status,
  Engine: user.engine,
  MinimumEngineVersion: minimumVersionOf(user),
  AccessString: user.accessString,
  UserGroupIds: "",
  Authentication: {
    Type: user.type,
    ...(user.type === "password" ? { PasswordCount: user.passwordCount } : {}),
  },
  ARN: `arn:${partitionOf(region)}:elasticache:${region}:${account}:user:${user.id}`,
});
