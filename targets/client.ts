import type { Answer, Command, Input, OperationName, Output } from "../models/contract/contract.ts";
import { formOf } from "../models/contract/requests.ts";
import { accountIn, withArnOf } from "./arn.ts";
import { assembleTarget } from "./assemble.ts";
import type { Gate } from "./gate.ts";
import { lossBy, silenceBy, TimeoutError, unsent, withoutCode } from "./loss.ts";
import { resultIn } from "./outputs.ts";
import { watched } from "./overlooked.ts";
import { withoutSecrets, withSecrets } from "./secrets.ts";
import type { Deviation, Send, Target } from "./target.ts";

/**
 * Somebody's own functions in place of the operations of the API: each takes the members of AWS's request, and gives those of
 * AWS's result, which is judged whatever it is: a member of another type than AWS's is none. Where it throws what the SDK threw, or something that has that for its cause, the request was refused with
 * its code; a `Refusal` says so by itself. What is left out is `unsupported`.
 */
export type Adapter = {
  readonly [K in OperationName]?: (input: Input<K>) => Promise<object>;
} & {
  /** What the client does otherwise than AWS on purpose: rules by their ids, each with the reason. */
  readonly byDesign?: Readonly<Record<string, string>>;
};

/** What a client does otherwise on purpose, as deviations. */
export const designOf = ({ byDesign = {} }: Adapter): readonly Deviation[] =>
  Object.entries(byDesign).flatMap(([id, because]) => {
    const [family = "", name] = id.split(/\/(.*)/s);
    return name === undefined ? [] : [{ rule: `${family}/${name}`, because }];
  });

/** How an adapter says that a request is refused, where the client says it in its own way. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: string;
  /** Takes a code as it stands on the wire, such as `UserNotFound`; without a message no rule on wording is held against it. */
  constructor(code: string, message = "") {
    super(message);
    this.code = code;
  }
}

/** How an adapter says that the client has no way to ask for this: nothing was sent, and it is not asked for in this form again. */
export class Unsupported extends Error {
  override readonly name = "Unsupported";
}

export interface ClientOptions {
  readonly name?: string;
  readonly version?: string | undefined;
  /** The region that the client speaks to; us-east-1 unless said. */
  readonly region?: string;
  readonly deviations?: readonly Deviation[];
  /** Makes the service beneath forget everything. Without it each session takes fresh names. */
  readonly reset?: () => Promise<void> | void;
  /** The service that the client speaks to, spoken to without it: it tells whose fault a broken rule is. */
  readonly beneath?: Target | undefined;
  readonly farewellSeconds?: number;
  /** How long a function of the adapter may take, in milliseconds; 30 s unless said. */
  readonly patience?: number | undefined;
  readonly watch?: Watch;
  /** Without a reset: the folder for the journal of what is made. */
  readonly journals?: string | undefined;
  /** Called when nothing more will be asked. */
  readonly leave?: () => Promise<void>;
}

/** Watches what a client is asked, and what comes of it. */
export interface Watch {
  /** Why it may not be asked any more; nothing where it may. */
  objection(): string | undefined;
  /** Told of each answer. Throws where it shows that the run must end. */
  hear(operation: OperationName, answer: Answer): void;
}

/** How long a function of an adapter may take unless said, in milliseconds. */
const usualPatience = 30_000;

/**
 * A client library of somebody's own: what it makes of the answers is held to the contract. An adapter that is made by a
 * function is made anew whenever the service forgets everything, so that it remembers nothing either.
 */
export function client(
  adapter: Adapter | (() => Adapter | Promise<Adapter>),
  options: ClientOptions = {},
): Target {
  const { region = "us-east-1", reset, patience = usualPatience, watch } = options;
  let current = typeof adapter === "function" ? undefined : adapter;
  const renew = async (): Promise<Adapter> => {
    current = typeof adapter === "function" ? await adapter() : adapter;
    return current;
  };
  return assembleTarget({
    name: options.name ?? "client",
    kind: "client",
    version: options.version,
    region,
    endpoint: options.beneath?.endpoint,
    deviations: [
      ...(options.deviations ?? []),
      ...(typeof adapter === "function" ? [] : designOf(adapter)),
    ],
    beneath: options.beneath,
    farewellSeconds: options.farewellSeconds,
    journals: options.journals,
    isClient: true,
    road: (gate, isRehearsal) =>
      throughAdapter(async () => (isRehearsal ? {} : (current ?? renew())), {
        region,
        gate,
        patience,
        watch,
        account: isRehearsal ? "000000000000" : undefined,
      }),
    ...(options.leave === undefined ? {} : { leave: options.leave }),
    forget:
      reset === undefined
        ? undefined
        : async () => {
            await reset();
            await renew();
          },
  });
}

interface AdapterRoad {
  readonly region: string;
  readonly gate: Gate;
  readonly patience: number;
  readonly watch: Watch | undefined;
  /** Twelve digits, where it is known beforehand. */
  readonly account: string | undefined;
}

function throughAdapter(
  current: () => Promise<Adapter>,
  { region, gate, patience, watch, account: known }: AdapterRoad,
): Send {
  let account = known;
  const call = async <K extends OperationName>(
    { operation, input }: Command<K>,
    ending?: AbortSignal,
  ): Promise<Answer<K>> => {
    // What an adapter makes of it stands on no wire of ours: what it is given must be fit to leave.
    const why = watch?.objection() ?? gate(formOf(operation, input).toString());
    if (why !== undefined) return unsent(why);
    if (ending?.aborted === true) return unsent("the run is over");
    const adapter = await current();
    const ask = adapter[operation];
    if (ask === undefined) return { kind: "unsupported", reason: `the client has no ${operation}` };
    const { value, overlooked } = watched(filledIn(input));
    const given = await answeredBy(() => ask(value), operation, patience, ending);
    const answer = withOverlooked(given, overlooked());
    if (given.kind === "accepted") account ??= accountIn(JSON.stringify(given.output));
    watch?.hear(operation, given);
    return answer;
  };
  return async (command, ending) => {
    // Before anybody is asked for an account: what is not there needs none.
    const isThere = known !== undefined || (await current())[command.operation] !== undefined;
    if (!isThere) return { kind: "unsupported", reason: `the client has no ${command.operation}` };
    const named = await withArnOf(
      command,
      region,
      () => account,
      (ask) => call(ask, ending),
    );
    return "kind" in named ? named : call(named, ending);
  };
}

/**
 * An answer to a request of which something was not looked at is no answer to that request; a refusal may be one, if it would have
 * been refused anyhow.
 */
function withOverlooked<K extends OperationName>(
  given: Answer<K>,
  members: readonly string[],
): Answer<K> {
  if (members.length === 0) return given;
  const reason = `your adapter never looked at ${members.join(", ")}`;
  if (given.kind === "refused") return { ...given, overlooked: reason };
  return given.kind === "accepted" ? { kind: "lost", reason, cause: "overlooked" } : given;
}

/** What is made, unless it is late, or the run ends before. Rejects with a time-out, or an abort. */
export async function inTime<T>(
  make: () => Promise<T> | T,
  what: string,
  patience: number,
  ending?: AbortSignal,
): Promise<T> {
  const done = new AbortController();
  const late = new Promise<never>((_, reject) => {
    const timer = setTimeout(
      () => reject(new TimeoutError(`${what} gave nothing within ${patience / 1000} s`)),
      patience,
    );
    const hangUp = (): void => {
      reject(new DOMException(`the run ended before ${what} did`, "AbortError"));
    };
    ending?.addEventListener("abort", hangUp, { once: true, signal: done.signal });
    done.signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });
  try {
    // It need not be asynchronous.
    return await Promise.race([Promise.resolve().then(make), late]);
  } finally {
    done.abort();
  }
}

/** What an adapter's function comes to: in time, late, or not before the run ended. */
async function answeredBy<K extends OperationName>(
  ask: () => Promise<object>,
  operation: K,
  patience: number,
  ending?: AbortSignal,
): Promise<Answer<K>> {
  try {
    // An adapter need not give anything.
    const given: unknown = await inTime(ask, `the adapter's ${operation}`, patience, ending);
    const output: Output<K> = resultIn(operation, given);
    return { kind: "accepted", output };
  } catch (error) {
    return failure(error);
  }
}

/** Asks an adapter for one thing, whatever its types say of it: outside of a conversation. */
export const askedOnce = async (
  adapter: Adapter,
  operation: OperationName,
  input: object,
  patience: number,
): Promise<Answer> => answeredBy(() => (adapter[operation] ?? refuse)(input), operation, patience);

const refuse = async (): Promise<never> => {
  throw new Unsupported("the client has no such operation");
};

/** A copy of a request with the secrets put in. */
const filledIn = <K extends OperationName>(input: Input<K>): Input<K> => withSecrets(input);

/** The most causes that an error is asked for. */
const deepest = 10;

/** What an error of the client says: the code of the service where any of its causes has one, else its own name. */
function failure(thrown: unknown): Exclude<Answer, { kind: "accepted" }> {
  const errors: Error[] = [];
  for (let error = thrown; error instanceof Error && errors.length < deepest; error = error.cause)
    errors.push(error);
  const [own] = errors;
  if (own instanceof Unsupported)
    return { kind: "lost", reason: own.message || "it has no word for it", cause: "unworded" };
  const refusing = errors.find((error) => error instanceof Refusal || "$fault" in error) ?? own;
  const code = refusing === undefined ? "" : codeOf(refusing);
  const message = withoutSecrets(refusing?.message ?? textOf(thrown));
  const loss = lossBy(code, `${code}: ${message}`);
  const isOfService =
    refusing instanceof Refusal || (refusing !== undefined && "$fault" in refusing);
  if (loss !== undefined) return isOfService ? loss : withoutCode(loss);
  const cause = errors.map((error) => silenceBy(error)).find((known) => known !== undefined);
  if (cause !== undefined) return { kind: "lost", reason: message, cause };
  if (errors.some((error) => isOnTheRoad(error))) return { kind: "lost", reason: message };
  const isWordless = refusing instanceof Refusal && message === "";
  const isOwn = !isOfService;
  return {
    kind: "refused",
    code: code === "" ? "an error without a name" : code,
    message,
    ...(isWordless ? { isWordless } : {}),
    ...(isOwn ? { isOwn } : {}),
  };
}

/** The SDK names an error by its class, and keeps the code of the wire beside it. */
function codeOf(error: Error): string {
  if (error instanceof Refusal) return error.code;
  return "Code" in error && typeof error.Code === "string" ? error.Code : error.name;
}

const isOnTheRoad = (error: Error): boolean =>
  "code" in error && /^E[A-Z]+$/.test(String(error.code)) && error.name !== "Refusal";

/** Whatever was thrown, as text: not everything can be made one. */
function textOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return "something that is no error";
  }
}
