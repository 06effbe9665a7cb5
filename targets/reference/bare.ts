import { withArn } from "../../models/contract/arn.ts";
import type {
  Answer,
  AnyInput,
  Command,
  Output,
  OperationName,
} from "../../models/contract/contract.ts";
import { formOf } from "../../models/contract/requests.ts";
import { answerIn } from "../answer-in.ts";
import { withoutSecrets, withSecrets } from "../secrets.ts";
import type { Target } from "../target.ts";
import { createReference, type Fault, type ReferenceService } from "./service.ts";
import { noWindows, type Windows } from "./store.ts";

export interface BareOptions {
  readonly fault?: Fault;
  readonly windows?: Windows;
  readonly region?: string;
  /** Writes and reads XML, for faults of the form of answers; no more than outcomes unless said. */
  readonly isWired?: boolean;
}

const account = "123456789012";

/** The reference service without SDK, HTTP and XML: for figures in which requests are counted, or the engine is timed. */
export function bare({
  fault = {},
  windows = noWindows,
  region = "us-east-1",
  isWired = false,
}: BareOptions = {}): Target {
  let time = 0;
  const service = createReference({ windows, fault, now: () => time, account });
  const send = async <K extends OperationName>(command: Command<K>): Promise<Answer<K>> => {
    const caller = {
      region: command.region ?? region,
      account: command.account === "other" ? "210987654321" : account,
    };
    const input = sentBy(command.input, caller);
    if (isWired) return overWire(service, command, input, caller);
    const outcome = service.perform(command.operation, input, { ...caller, together: 0 });
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

/** Who asks, and where. */
interface From {
  readonly region: string;
  readonly account: string;
}

/** The members of a request as they are sent. */
function sentBy(input: AnyInput, from: From): object {
  const sent: object = Object(withSecrets(input));
  const name = "ResourceName" in sent ? String(sent.ResourceName) : undefined;
  return name === undefined ? sent : { ...sent, ResourceName: withArn(name, from) };
}

/** What the service answers as XML, and what stands in it. */
function overWire<K extends OperationName>(
  service: ReferenceService,
  { operation, action }: Command<K>,
  input: object,
  from: From,
): Answer<K> {
  const { status, headers, body, encoding } = service.handle({
    headers: { authorization: `Credential=${from.account}/20200101/${from.region}/elasticache` },
    body: formOf(action ?? operation, input).toString(),
  });
  const text = encoding === undefined ? body : Buffer.from(body, encoding).toString();
  return answerIn(operation, { status, headers, body: withoutSecrets(text) });
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
