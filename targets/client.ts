import type { Answer, Command, Input, OperationName, Output } from "../models/contract.ts";
import { accountIn, withArnOf } from "./arn.ts";
import { targetAt } from "./place.ts";
import { withoutSecrets, withSecrets } from "./secrets.ts";
import type { Deviation, Send, Target } from "./target.ts";
import { lossBy, unsent } from "./trouble.ts";

/**
 * Somebody's own functions in place of the operations of the API: each takes the members of AWS's request, and gives those of
 * AWS's result, which is judged whatever it is. Where it throws what the SDK threw, or something that has that for its cause, the request was refused with
 * its code; a `Refusal` says so by itself. What is left out is `unsupported`.
 */
export type Adapter = { readonly [K in OperationName]?: (input: Input<K>) => Promise<object> };

/** How an adapter says that a request is refused, where the client says it in its own way. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: string;
  /** Takes a code as it stands on the wire, such as `UserNotFound`. */
  constructor(code: string, message = "") {
    super(message);
    this.code = code;
  }
}

/** How an adapter says that the client has no way to ask for this: nothing was sent. */
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
}

/**
 * A client library of somebody's own: what it makes of the answers is held to the contract. An adapter that is made by a
 * function is made anew whenever the service forgets everything, so that it remembers nothing either.
 */
export function client(
  adapter: Adapter | (() => Adapter | Promise<Adapter>),
  options: ClientOptions = {},
): Target {
  const { region = "us-east-1", reset } = options;
  let current = typeof adapter === "function" ? undefined : adapter;
  const renew = async (): Promise<Adapter> => {
    current = typeof adapter === "function" ? await adapter() : adapter;
    return current;
  };
  return targetAt({
    name: options.name ?? "client",
    version: options.version,
    region,
    deviations: options.deviations,
    beneath: options.beneath,
    farewellSeconds: options.farewellSeconds,
    isClient: true,
    send: throughAdapter(async () => current ?? renew(), region),
    forget:
      reset === undefined
        ? undefined
        : async () => {
            await reset();
            await renew();
          },
  });
}

function throughAdapter(current: () => Promise<Adapter>, region: string): Send {
  let account: string | undefined;
  const call = async <K extends OperationName>({
    operation,
    input,
  }: Command<K>): Promise<Answer<K>> => {
    const adapter = await current();
    const ask = adapter[operation];
    if (ask === undefined) return { kind: "unsupported", reason: `the client has no ${operation}` };
    try {
      const output: Output<K> = plain(await ask(filledIn(input)));
      account ??= accountIn(JSON.stringify(output));
      return { kind: "accepted", output };
    } catch (error) {
      return failure(error);
    }
  };
  return async (command) => {
    const named = await withArnOf(command, region, () => account, call);
    return "kind" in named ? named : call(named);
  };
}

/** A copy of a request with the secrets put in. */
const filledIn = <K extends OperationName>(input: Input<K>): Input<K> =>
  JSON.parse(JSON.stringify(withSecrets(input)));

/** A copy as plain data, without the SDK's own notes and without secrets. */
const plain = (value: object) =>
  JSON.parse(
    withoutSecrets(
      JSON.stringify(
        // Whatever it is: the types of an adapter do not bind those who write no TypeScript.
        typeof value === "object" && value !== null ? { ...value, $metadata: undefined } : {},
      ),
    ),
  );

/** The most causes that an error is asked for. */
const deepest = 10;

/** What an error of the client says: the code of the service where any of its causes has one, else its own name. */
function failure(thrown: unknown): Exclude<Answer, { kind: "accepted" }> {
  const errors: Error[] = [];
  for (let error = thrown; error instanceof Error && errors.length < deepest; error = error.cause)
    errors.push(error);
  const [own] = errors;
  if (own instanceof Unsupported) return unsent(own.message);
  const refusing = errors.find((error) => error instanceof Refusal || "$fault" in error) ?? own;
  const code = refusing === undefined ? "" : codeOf(refusing);
  const message = withoutSecrets(refusing?.message ?? String(thrown));
  const loss = lossBy(code, `${code}: ${message}`);
  if (loss !== undefined) return loss;
  if (errors.some((error) => isOnTheRoad(error))) return { kind: "lost", reason: message };
  return { kind: "refused", code: code === "" ? "an error without a name" : code, message };
}

/** The SDK names an error by its class, and keeps the code of the wire beside it. */
function codeOf(error: Error): string {
  if (error instanceof Refusal) return error.code;
  return "Code" in error && typeof error.Code === "string" ? error.Code : error.name;
}

const isOnTheRoad = (error: Error): boolean =>
  error.name === "TimeoutError" ||
  error.name === "AbortError" ||
  ("code" in error && /^E[A-Z]+$/.test(String(error.code)) && error.name !== "Refusal");
