import type { OperationName, AnyInput } from "../../models/contract/contract.ts";
import { createReference, type Fault, type ReferenceService } from "./service.ts";
import type { Outcome, Windows } from "./store.ts";

export const account = "123456789012";
export const arn = (rest: string): string => `arn:aws:elasticache:us-east-1:${account}:${rest}`;
export const word = "x".repeat(16);

const windows: Windows = { creating: 1000, modifying: 1000, deleting: 1000, tagLock: 1000 };

export interface Service extends ReferenceService {
  say(operation: OperationName, input: AnyInput, region?: string): Outcome;
  /** Lets so many milliseconds pass. */
  pass(milliseconds: number): void;
}

export function service(fault: Fault = {}): Service {
  let now = 0;
  const made = createReference({ windows, now: () => now, fault });
  return {
    ...made,
    say: (operation, input, region = "us-east-1") =>
      made.perform(operation, input, { region, account: undefined, together: 0 }),
    pass: (milliseconds) => {
      now += milliseconds;
    },
  };
}

export const user = (UserId: string, more: AnyInput = {}): AnyInput => ({
  UserId,
  UserName: UserId,
  Engine: "redis",
  AccessString: "on ~* +@all",
  ...more,
});
export const open = { NoPasswordRequired: true };
export const closed = { Passwords: [word] };
export const iam = { AuthenticationMode: { Type: "iam" } };

/** A service with one of each: users at rest, changing and leaving, and groups alike. */
export function inhabited(fault: Fault = {}): Service {
  const all = service(fault);
  const made = [
    all.say("CreateUser", user("ann", open)),
    all.say("CreateUser", user("bob", { ...open, UserName: "ann" })),
    all.say("CreateUser", user("dora", { ...open, UserName: "default" })),
    all.say("CreateUser", user("eve", { ...open, UserName: "default" })),
    all.say("CreateUser", user("vera", { ...closed, Engine: "valkey" })),
    all.say("CreateUser", user("ida", iam)),
    all.say("CreateUser", user("busy", open)),
    all.say("CreateUser", user("late", open)),
    all.say("CreateUserGroup", { UserGroupId: "g", Engine: "redis", UserIds: ["dora"] }),
    all.say("CreateUserGroup", { UserGroupId: "v", Engine: "valkey", UserIds: ["vera"] }),
    all.say("CreateUserGroup", { UserGroupId: "busy", Engine: "valkey" }),
    all.say("CreateUserGroup", { UserGroupId: "late", Engine: "valkey" }),
  ];
  all.pass(5000);
  made.push(
    all.say("ModifyUser", { UserId: "busy", AccessString: "off" }),
    all.say("DeleteUser", { UserId: "late" }),
    all.say("ModifyUserGroup", { UserGroupId: "busy", UserIdsToAdd: ["ida"] }),
    all.say("DeleteUserGroup", { UserGroupId: "late" }),
    all.say("AddTagsToResource", { ResourceName: arn("user:vera"), Tags: [{ Key: "k" }] }),
  );
  if (made.some(({ kind }) => kind === "refused")) throw new Error("somebody was refused");
  return all;
}

export const accepted = (result: object) => ({ kind: "accepted", result }) as const;
