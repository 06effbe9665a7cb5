import { isDeepStrictEqual } from "node:util";

import * as z from "zod";

/** A text; what an SDK of no strict types gives in its place, as JSON. */
const text = z
  .unknown()
  .transform((given) =>
    given === undefined || given === null || typeof given === "string"
      ? given
      : JSON.stringify(given),
  );

/** What a client made of one answer: a result, an error of the service, or a failure of its own. */
export const readingSchema = z.union([
  z.object({ ok: z.unknown() }),
  z.object({
    error: z.object({
      typed: z.boolean(),
      code: text,
      message: text,
    }),
  }),
  z.object({ failed: z.string() }),
]);

export type Reading = z.infer<typeof readingSchema>;

/** What a program prints of one case. */
export const caseSchema = z.object({ case: z.string(), answers: z.array(readingSchema) });

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** What is read of it, without what is empty: each language has its own word for that. Notes of the SDK are none of the answer's. */
export function pruned(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((one) => pruned(one));
  if (value === "" || value === null) return undefined;
  if (!isObject(value)) return value;
  const members = Object.entries(value)
    .filter(([name]) => name !== "ResultMetadata" && name !== "$metadata")
    .map(([name, member]) => [name, pruned(member)] as const)
    .filter(([, member]) => member !== undefined);
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

/** The members of something that is read otherwise, each by its name. */
function lostIn(good: unknown, read: unknown): readonly string[] {
  if (!isObject(good) || !isObject(read)) return [];
  const inner = Object.entries(good).flatMap(([name, member]) => {
    const other: unknown = Reflect.get(read, name);
    if (isDeepStrictEqual(member, other)) return [];
    const below = lostIn(member, other);
    return below.length > 0 ? below : [/^\d+$/.test(name) ? "items" : name];
  });
  return [...new Set(inner)];
}

/** In which way a client is led astray by an answer; nothing where it reads it as it reads the good one. */
export function breakOf(good: Reading, read: Reading): string | undefined {
  if ("failed" in read) return "failed" in good ? undefined : read.failed;
  if ("error" in read) return "error" in good ? breakOfError(good.error, read.error) : "an error";
  if (!("ok" in good)) return "the error is lost";
  const [before, after] = [pruned(good.ok), pruned(read.ok)];
  if (isDeepStrictEqual(before, after)) return undefined;
  if (after === undefined) return "loses all";
  const lost = lostIn(before, after);
  return lost.length > 3 ? "loses most" : `loses ${lost.join(", ")}`;
}

type OfService = Extract<Reading, { readonly error: unknown }>["error"];

function breakOfError(good: OfService, read: OfService): string | undefined {
  const isCoded = (read.code ?? "") !== "" && read.code !== "Unknown";
  if (!read.typed && good.typed) return isCoded ? "untyped" : "untyped, no code";
  return (read.message ?? "") === (good.message ?? "") ? undefined : "loses the message";
}
