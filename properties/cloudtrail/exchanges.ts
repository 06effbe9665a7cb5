import type { State } from "../../models/belief/state.ts";
import { partitionOf } from "../../models/contract/arn.ts";
import { commandFrom } from "../../models/contract/command.ts";
import type {
  Answer,
  AnyInput,
  Command,
  Exchange,
  OperationName,
} from "../../models/contract/contract.ts";
import { isRead } from "../../models/contract/contract.ts";
import { members, requests, results } from "../../models/contract/members.ts";
import { arnOf, secret } from "../../models/contract/placeholder.ts";
import { membersOf } from "../../models/contract/requests.ts";
import type { Shape, StringShape, StructureShape } from "../../models/contract/shape.ts";
import { isKnownCode, operations } from "../../models/operations/index.ts";
import { lossBy } from "../../targets/loss.ts";
import type { TrailEvent } from "./events.ts";
import type { Veil } from "./veil.ts";

/** What CloudTrail writes in place of what is secret (F349). */
const hiddenText = "HIDDEN_DUE_TO_SECURITY_REASONS";

/** What stands for a member that is there, and hidden. */
const unseen = Symbol("hidden");

/** An event as the exchange that it may have been: one for each thing that it does not show. */
export interface Possibilities {
  readonly first: Exchange;
  /** True where the answer is recorded in full: else it says that the request was accepted, and no more. */
  readonly isWhole: boolean;
  readonly all: readonly Exchange[];
}

/** An event that says too little to be judged, and why. */
export interface Silent {
  readonly because: string;
}

/** Every exchange that an event may be the record of. */
export function exchangesOf(
  event: TrailEvent,
  home: string,
  veil: Veil,
  stateAt: (command: Command) => State,
): Possibilities | Silent {
  const { operation, parameters, elements, error, region } = event;
  if (isRead(operation) && error === undefined) return { because: "what is read is not recorded" };
  if (parameters === undefined && membersOf(operation).length > 0 && !isRead(operation))
    return { because: "its request is not recorded" };
  const shown = new Map<string, unknown>();
  for (const name of membersOf(operation)) {
    const value = memberIn(parameters ?? {}, name);
    if (value === undefined) continue;
    const read = readAs(shapeOf(name), value, veil);
    if (read === undefined) return { because: `its ${name} has another shape than a request's` };
    shown.set(name, read);
  }
  const lacking = requests[operation].required.find((name) => !shown.has(name));
  if (error === undefined && lacking !== undefined)
    return { because: `it was accepted, and its ${lacking} is not recorded` };
  const inputs = inputsFrom(operation, shown, event, veil);
  if (inputs === undefined)
    return { because: "its request is hidden, or names what no rule knows" };
  const [first, ...others] = inputs.map((input) =>
    commandFrom({ operation, input, ...(region === home ? {} : { region }) }),
  );
  if (first === undefined) return { because: "its request is not recorded" };
  const commands = [first, ...others];
  const result =
    elements === undefined ? undefined : resultFrom(results[operation], elements, veil);
  const answers =
    error === undefined
      ? outputsFrom(operation, first, result, stateAt(first))
      : [answerTo(error, veil)];
  const all = commands.flatMap((command) =>
    answers.map((answer): Exchange => Object.assign({ command }, { answer })),
  );
  const [head] = all;
  return head === undefined
    ? { because: "its answer is not recorded" }
    : { first: head, all, isWhole: result !== undefined && isWhole(results[operation], result) };
}

const shapeOf = (name: string): Shape | undefined =>
  Object.entries(members).find(([known]) => known === name)?.[1];

/** A member by its name in CloudTrail, which begins with a small letter: `userId`, `aRN`. */
const memberIn = (data: object, name: string): unknown =>
  Object.entries(data).find(
    ([known, value]) => known.toLowerCase() === name.toLowerCase() && value !== null,
  )?.[1];

/** A value as the contract has it, with other names; nothing where it has another shape. */
function readAs(shape: Shape | undefined, value: unknown, veil: Veil): unknown {
  if (value === hiddenText) return unseen;
  switch (shape?.type) {
    case "string":
      return typeof value === "string" ? veiledAs(shape, value, veil) : undefined;
    case "integer":
      return Number.isFinite(Number(value)) ? Number(value) : undefined;
    case "boolean":
      return typeof value === "boolean"
        ? value
        : value === "true" || (value === "false" ? false : undefined);
    case "list": {
      if (!Array.isArray(value)) return undefined;
      const items = value.map((item) => readAs(shape.of, item, veil));
      if (items.includes(unseen)) return unseen;
      return items.includes(undefined) ? undefined : items;
    }
    case "structure": {
      if (typeof value !== "object" || value === null) return undefined;
      const parts = Object.entries(shape.members).flatMap(([name, part]) => {
        const found = memberIn(value, name);
        return found === undefined ? [] : [[name, readAs(part, found, veil)] as const];
      });
      return parts.some(([, one]) => one === undefined) ? undefined : Object.fromEntries(parts);
    }
    case undefined:
      return undefined;
  }
}

const veiledAs = ({ holds }: StringShape, text: string, veil: Veil): string =>
  holds === undefined || holds === "arn" ? text : veil.name(text);

/** Passwords as they may have been: right ones, and each way in which they are refused. */
const passwords: readonly (readonly string[])[] = [
  [secret(16)],
  [secret(16), secret(20, "b")],
  [secret(15)],
  [secret(129)],
  [secret(16), secret(16)],
  [secret(16), secret(16, "b"), secret(16, "c")],
  [],
];

/** The passwords that an answer goes with: where it counts some, there were some. */
function passwordsFor({ elements }: TrailEvent): readonly (readonly string[])[] {
  const authentication = memberIn(elements ?? {}, "Authentication");
  const count =
    typeof authentication === "object" && authentication !== null
      ? Number(memberIn(authentication, "PasswordCount") ?? 0)
      : 0;
  return count > 0 ? passwords.filter(({ length }) => length > 0) : passwords;
}

/** The requests that may have been made. Nothing where something else than passwords is hidden. */
function inputsFrom(
  operation: TrailEvent["operation"],
  shown: ReadonlyMap<string, unknown>,
  event: TrailEvent,
  veil: Veil,
): readonly AnyInput[] | undefined {
  const plain: Record<string, unknown> = Object.fromEntries(shown);
  const ways: (readonly Record<string, unknown>[])[] = [];
  const hidden = passwordsFor(event);
  for (const [name, value] of shown) {
    if (name === "AuthenticationMode" && typeof value === "object" && value !== null) {
      if (Object.values(value).some((one) => one === unseen) && !("Passwords" in value))
        return undefined;
      if ("Type" in value && value.Type === unseen) return undefined;
      if ("Passwords" in value && value.Passwords === unseen)
        ways.push(hidden.map((Passwords) => ({ [name]: { ...value, Passwords } })));
    } else if (value === unseen) {
      if (name !== "Passwords") return undefined;
      ways.push(hidden.map((Passwords) => ({ Passwords })));
    } else if (name === "ResourceName") {
      const known = placeholderOf(String(value), event, veil);
      if (known === undefined) return undefined;
      plain[name] = known;
    } else if (name === "Tags") plain[name] = veiledTags(value, veil);
  }
  // Whether passwords are hidden or left out where there are any, no fact says.
  const mayHavePasswords = operation === "CreateUser" || operation === "ModifyUser";
  if (mayHavePasswords && !shown.has("Passwords")) ways.push([{}, { Passwords: [secret(16)] }]);
  return ways.reduce<readonly Record<string, unknown>[]>(
    (inputs, way) => inputs.flatMap((input) => way.map((change) => ({ ...input, ...change }))),
    [plain],
  );
}

const veiledTags = (tags: unknown, veil: Veil): unknown =>
  Array.isArray(tags)
    ? tags.map((tag: unknown) =>
        typeof tag === "object" && tag !== null && "Value" in tag && typeof tag.Value === "string"
          ? { ...tag, Value: veil.value(tag.Value) }
          : tag,
      )
    : tags;

/**
 * The name of a resource as the contract writes it: a placeholder for the right ARN and for ARNs that are wrong in one part. Nothing
 * for others, of which no rule knows what to expect.
 */
function placeholderOf(
  name: string,
  { region, account }: TrailEvent,
  veil: Veil,
): string | undefined {
  if (!name.startsWith("arn:")) return veil.name(name);
  const withColon = name.replace(/:(user|usergroup)\//, ":$1:");
  const [, partition, service, place, owner, kind = "", id = "", ...rest] = withColon.split(":");
  if (id === "" || rest.length > 0) return undefined;
  const wrong = [
    withColon === name ? [] : ["arn-with-slash" as const],
    partition === partitionOf(region) ? [] : ["arn-of-other-partition" as const],
    service === "elasticache" ? [] : ["arn-of-other-service" as const],
    place === region ? [] : ["arn-of-other-region" as const],
    owner === account ? [] : ["arn-of-other-account" as const],
    kind === "user" || kind === "usergroup" ? [] : ["arn-of-other-type" as const],
  ].flat();
  const [form, ...others] = wrong;
  const ours = kind === "usergroup" ? "usergroup" : "user";
  // As it is written: what an id in other case finds, no fact says.
  return others.length === 0 ? arnOf(ours, veil.name(id), form) : undefined;
}

/** What was answered, as far as it is recorded, and as far as we know what else there is. */
function outputsFrom(
  operation: OperationName,
  command: Command,
  shown: object | undefined,
  state: State,
): readonly Answer[] {
  if (shown === undefined) return [];
  const known: object = Object(operations[operation]).predict(state, command.input);
  return [shown, { ...known, ...shown }, withLists(results[operation], shown)].map((output) =>
    Object.assign({ kind: "accepted" as const }, { output }),
  );
}

/** True of a result that has each of its members but lists, which may be left out where they are empty. */
const isWhole = ({ members: parts }: StructureShape, shown: object): boolean =>
  Object.entries(parts).every(
    ([name, part]) => part.type === "list" || name === "PendingChanges" || name in shown,
  );

/** Lists without items, where lists are missing: what else they could be, nobody knows. */
const withLists = ({ members: parts }: StructureShape, shown: object): object => ({
  ...Object.fromEntries(
    Object.entries(parts).flatMap(([name, part]) => (part.type === "list" ? [[name, []]] : [])),
  ),
  ...shown,
});

function resultFrom(shape: StructureShape, elements: object, veil: Veil): object {
  const read = readAs(shape, elements, veil);
  const result: Record<string, unknown> =
    typeof read === "object" && read !== null ? { ...read } : {};
  for (const [name, value] of Object.entries(result)) {
    if (value === unseen) delete result[name];
    else if (name === "TagList") result[name] = veiledTags(value, veil);
    else if (name === "ARN")
      result[name] = String(value)
        .replace(/\d{12}/, "000000000000")
        .replace(/[^:/]+$/, (last) => veil.name(last));
  }
  return result;
}

/** What was answered where it was an error. CloudTrail writes codes with an ending of its own (F015). */
function answerTo({ code, message }: NonNullable<TrailEvent["error"]>, veil: Veil): Answer {
  const reason = `${code} ${veil.text(message ?? "")}`.trim();
  const bare = code.replace(/^(?:Client|Server)\./, "");
  const loss = lossBy(bare, reason);
  if (loss !== undefined) return loss;
  // How CloudTrail spells what we know no code of, nobody knows.
  if (!isKnownCode(bare)) return { kind: "lost", reason, code: bare };
  return {
    kind: "refused",
    code: bare,
    message: veil.text(message ?? ""),
    ...(message === undefined ? { isWordless: true as const } : {}),
  };
}
