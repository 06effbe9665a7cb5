import type { Answer, Command, Output, OperationName } from "../../models/contract/contract.ts";
import { withArn } from "../arn.ts";
import { withSecrets } from "../secrets.ts";
import type { Target } from "../target.ts";
import { createReference, type Fault } from "./service.ts";
import { noWindows, type Windows } from "./store.ts";

export interface BareOptions {
  readonly fault?: Fault;
  readonly windows?: Windows;
}

const account = "123456789012";
const region = "us-east-1";

/** The reference service without SDK, HTTP and XML: for figures in which requests are counted, or the engine is timed. */
export function bare({ fault = {}, windows = noWindows }: BareOptions = {}): Target {
  let time = 0;
  const service = createReference({ windows, fault, now: () => time, account });
  const send = async <K extends OperationName>(command: Command<K>): Promise<Answer<K>> => {
    const input: object = Object(withSecrets(command.input));
    const name = "ResourceName" in input ? String(input.ResourceName) : undefined;
    const caller = {
      region: command.region ?? region,
      account: command.account === "other" ? "210987654321" : account,
    };
    const outcome = service.perform(
      command.operation,
      name === undefined ? input : { ...input, ResourceName: withArn(name, caller) },
      { ...caller, together: 0 },
    );
    if (outcome.kind === "refused")
      return { kind: "refused", code: outcome.code, message: outcome.message };
    return { kind: "accepted", output: parsed<K>(outcome.result) };
  };
  return {
    name: "reference",
    kind: "reference",
    region,
    deviations: [],
    disposable: true,
    waitsForFree: true,
    tellsAccountsApart: true,
    async open() {
      service.reset();
      return {
        send,
        wait: async (seconds) => {
          time += seconds * 1000;
        },
        [Symbol.asyncDispose]: async () => {},
      };
    },
    close: async () => {},
  };
}

/** A result as the SDK reads it: lists without their `member`. */
const parsed = <K extends OperationName>(result: object): Output<K> => Object(plain(result));

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((part) => plain(part));
  if (typeof value !== "object" || value === null) return value;
  if ("member" in value) return plain(value.member);
  if ("Tag" in value) return plain(value.Tag);
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      lists.has(name) && part === "" ? [] : plain(part),
    ]),
  );
}

const lists = new Set([
  "Users",
  "UserGroups",
  "UserGroupIds",
  "UserIds",
  "UserIdsToAdd",
  "UserIdsToRemove",
  "ReplicationGroups",
  "ServerlessCaches",
  "TagList",
]);
