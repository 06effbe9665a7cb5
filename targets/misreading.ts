import { isDeepStrictEqual } from "node:util";

import type { Answer, OperationName } from "../models/contract/contract.ts";
import { modelledCode } from "../models/contract/fault-code.ts";
import { results } from "../models/contract/members.ts";
import type { Shape } from "../models/contract/shape.ts";

/** What the SDK made of a response: what it gave, or what it threw. */
export type Heard = { readonly gave: object } | { readonly threw: unknown };

/**
 * Where the SDK reads another answer than the one that stands on the wire; nothing where both agree, or where there is none. No
 * value is told: whose it is, is not known here.
 */
export function misreadingOf<K extends OperationName>(
  operation: K,
  answer: Extract<Answer<K>, { readonly kind: "accepted" | "refused" }>,
  heard: Heard,
): string | undefined {
  if (answer.kind === "accepted")
    return "threw" in heard
      ? `the SDK throws ${nameOf(heard.threw)}`
      : differenceIn(results[operation], answer.output, heard.gave, "");
  if ("gave" in heard) return "the SDK takes it for a success";
  const name = nameOf(heard.threw);
  return modelledCode(name) === answer.code
    ? undefined
    : `the SDK throws ${name}, not ${answer.code}`;
}

/** Whatever the SDK found where a code should stand: not all of that is text, whatever its type says. */
const nameOf = (error: unknown): string =>
  error instanceof Error ? JSON.stringify(error.name).replaceAll('"', "") : typeof error;

/** The first place where two values of a shape differ. Whether what is empty is there, clients say each in its own way. */
function differenceIn(
  shape: Shape,
  stands: unknown,
  read: unknown,
  path: string,
): string | undefined {
  if (isEmpty(stands) && isEmpty(read)) return undefined;
  if (shape.type === "list" && Array.isArray(stands) && Array.isArray(read))
    return stands.length === read.length
      ? stands
          .keys()
          .map((index) => differenceIn(shape.of, stands[index], read[index], `${path}[${index}]`))
          .find((difference) => difference !== undefined)
      : `the SDK reads ${read.length} of ${stands.length} ${path}`;
  if (shape.type === "structure" && isObject(stands) && isObject(read))
    return Object.entries(shape.members)
      .values()
      .map(([name, member]) =>
        differenceIn(member, stands[name], read[name], path === "" ? name : `${path}.${name}`),
      )
      .find((difference) => difference !== undefined);
  if (isDeepStrictEqual(stands, read)) return undefined;
  return isEmpty(read) ? `the SDK loses ${path}` : `the SDK reads another ${path}`;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  (typeof value === "object" && Object.values(value).every((one) => one === undefined));
