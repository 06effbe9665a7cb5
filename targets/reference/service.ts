import type { OperationName, AnyInput } from "../../models/contract/contract.ts";
import { createChecks, deleteChecks, describeChecks, modifyChecks } from "./checks.ts";
import {
  createGroupChecks,
  deleteGroupChecks,
  describeGroupsChecks,
  modifyGroupChecks,
} from "./group-checks.ts";
import { createGroup, deleteGroup, describeGroups, modifyGroup } from "./groups.ts";
import { inputOf } from "./input.ts";
import {
  accountOf,
  decode,
  encodeError,
  encodeResult,
  type HttpRequest,
  type HttpResponse,
  regionOf,
} from "./protocol.ts";
import {
  type Call,
  newPlace,
  noWindows,
  type Outcome,
  type Place,
  type Refusal,
  refused,
  type Windows,
} from "./store.ts";
import { addChecks, listChecks, removeChecks } from "./tag-checks.ts";
import { addTags, listTags, removeTags } from "./tags.ts";
import { createUser, deleteUser, describeUsers, modifyUser } from "./users.ts";

export interface ReferenceOptions {
  readonly windows?: Windows;
  /** The service's clock, in milliseconds. */
  readonly now?: () => number;
  /** The account of callers whose access key is none of twelve digits. */
  readonly account?: string;
  /** Faults put in on purpose; none unless said. */
  readonly fault?: Fault;
}

/** A way in which a reference service is wrong on purpose. */
export interface Fault {
  /** Leaves a check out, by its name. */
  skips?(operation: OperationName, check: string, input: AnyInput, call: Call): boolean;
  /** Looks for reasons to refuse in another order. */
  arrange?<C extends { readonly name: string }>(
    operation: OperationName,
    checks: readonly C[],
  ): readonly C[];
  /** Reads a request otherwise than it was meant. */
  request?(operation: OperationName, input: AnyInput, call: Call): AnyInput;
  /** Puts a request to another region or account than it was meant for. */
  place?(region: string, account: string): readonly [region: string, account: string];
  /** Refuses what should be accepted, or for another reason, before anything else is looked at. */
  refuse?(call: Call, input: AnyInput): Refusal | undefined;
  /** Gives another outcome; what is stored may be changed too. */
  outcome?(outcome: Outcome, call: Call, input: AnyInput): Outcome;
  /** Writes the response otherwise. */
  response?(response: HttpResponse, operation: string): HttpResponse;
}

/** Who a request comes from. */
export interface Caller {
  readonly region: string;
  /** Twelve digits; the service's own account unless said. */
  readonly account: string | undefined;
  /** How many other requests are being answered meanwhile. */
  readonly together: number;
}

/** The Amazon ElastiCache user API as the facts tell it. */
export interface ReferenceService {
  /** Answers one request. Nothing but what the service stores and its clock plays a part. */
  handle(request: HttpRequest, together?: number): HttpResponse;
  /** Answers one request that was read already; lists in the result are as XML builders take them. */
  perform(operation: OperationName, input: AnyInput, caller: Caller): Outcome;
  /** Forgets every user, group and tag. */
  reset(): void;
}

const behaviours = {
  CreateUser: { checks: createChecks, perform: createUser },
  ModifyUser: { checks: modifyChecks, perform: modifyUser },
  DescribeUsers: { checks: describeChecks, perform: describeUsers },
  DeleteUser: { checks: deleteChecks, perform: deleteUser },
  CreateUserGroup: { checks: createGroupChecks, perform: createGroup },
  ModifyUserGroup: { checks: modifyGroupChecks, perform: modifyGroup },
  DescribeUserGroups: { checks: describeGroupsChecks, perform: describeGroups },
  DeleteUserGroup: { checks: deleteGroupChecks, perform: deleteGroup },
  ListTagsForResource: { checks: listChecks, perform: listTags },
  AddTagsToResource: { checks: addChecks, perform: addTags },
  RemoveTagsFromResource: { checks: removeChecks, perform: removeTags },
} satisfies Record<OperationName, Behaviour>;

interface Behaviour {
  readonly checks: readonly {
    readonly name: string;
    refuse(input: AnyInput, call: Call): Refusal | undefined;
  }[];
  perform(input: AnyInput, call: Call, windows: Windows): object;
}

const isOperation = (action: string): action is OperationName => Object.hasOwn(behaviours, action);

export function createReference(options: ReferenceOptions = {}): ReferenceService {
  const { windows = noWindows, now = Date.now, fault = {} } = options;
  const places = new Map<string, Place>();
  let requests = 0;

  const placeAt = (region: string, account: string): Place => {
    const key = `${account}/${region}`;
    const place = places.get(key) ?? newPlace();
    places.set(key, place);
    settle(place, now());
    return place;
  };

  function perform(operation: OperationName, sent: AnyInput, caller: Caller): Outcome {
    const { region, account = options.account ?? "123456789012", together } = caller;
    const place = placeAt(...(fault.place?.(region, account) ?? [region, account]));
    const call: Call = { ...place, operation, region, account, now: now(), together };
    const input = fault.request?.(operation, sent, call) ?? sent;
    const { checks, perform: act }: Behaviour = behaviours[operation];
    const refusal =
      fault.refuse?.(call, input) ??
      (fault.arrange?.(operation, checks) ?? checks)
        .filter(({ name }) => fault.skips?.(operation, name, input, call) !== true)
        .map((check) => check.refuse(input, call))
        .find((found) => found !== undefined);
    const outcome: Outcome = refusal ?? {
      kind: "accepted",
      result: act(input, call, windows),
    };
    return fault.outcome?.(outcome, call, input) ?? outcome;
  }

  return {
    perform,
    handle(request, together = 0) {
      const { action, members } = decode(request.body);
      requests += 1;
      const requestId = `00000000-0000-4000-8000-${String(requests).padStart(12, "0")}`;
      const input = inputOf(members);
      const outcome = isOperation(action)
        ? input === undefined
          ? refused("MalformedInput", `A member of ${action} has another shape.`)
          : perform(action, input, {
              region: regionOf(request),
              account: accountOf(request),
              together,
            })
        : refused("InvalidAction", `Could not find operation ${action} for version 2015-02-02`);
      const response =
        outcome.kind === "accepted"
          ? encodeResult(action, outcome.result, requestId)
          : encodeError(outcome.status, outcome.code, outcome.message, requestId);
      return fault.response?.(response, action) ?? response;
    },
    reset: () => places.clear(),
  };
}

/** Ends what has run its time: what was made or modified is active, what was deleted is gone, with its tags (F141). */
function settle({ users, groups, tags, locks }: Place, now: number): void {
  const forget = (key: string): void => {
    tags.delete(key);
    locks.delete(key);
  };
  for (const [id, user] of users) {
    if (user.status === "active" || user.until > now) continue;
    if (user.status === "deleting") {
      users.delete(id);
      forget(`user:${id}`);
    } else users.set(id, { ...user, status: "active" });
  }
  for (const [id, group] of groups) {
    if (group.status === "active" || group.until > now) continue;
    if (group.status === "deleting") {
      groups.delete(id);
      forget(`usergroup:${id}`);
    } else
      groups.set(id, {
        ...group,
        status: "active",
        userIds: [...group.userIds, ...group.adding].filter((one) => !group.removing.includes(one)),
        adding: [],
        removing: [],
      });
  }
}
