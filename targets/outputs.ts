import * as z from "zod";

import type { OperationName, Output } from "../models/contract/contract.ts";
import { results } from "../models/contract/members.ts";
import type { Shape } from "../models/contract/shape.ts";
import { withoutSecrets } from "./secrets.ts";

/** Data of a shape, with whatever stands beside it. A member of another type than AWS's is none: who reads it finds nothing there. */
function leniently(shape: Shape): z.ZodType {
  switch (shape.type) {
    case "string":
      return z.string();
    case "integer":
      return z.number();
    case "boolean":
      return z.boolean();
    case "list":
      return z.array(z.unknown()).transform((items) =>
        items.flatMap((one) => {
          const read = leniently(shape.of).safeParse(one);
          return read.success ? [read.data] : [];
        }),
      );
    case "structure":
      return z.looseObject(
        Object.fromEntries(
          Object.entries(shape.members).map(([name, part]) => [
            name,
            leniently(part).optional().catch(undefined),
          ]),
        ),
      );
  }
}

const schemas = new Map(
  Object.entries(results).map(([operation, shape]) => [operation, leniently(shape)]),
);

/**
 * What an adapter gave, as plain data in the members of AWS's result: without the SDK's own notes and without secrets. Whatever
 * is no such member is left out; what is no object at all is an empty result.
 */
export function resultIn<K extends OperationName>(operation: K, given: unknown): Output<K> {
  const read = schemas.get(operation)?.safeParse(dataOf(given));
  return JSON.parse(JSON.stringify(read?.success === true ? read.data : {}));
}

/** A copy that is JSON. Types of an adapter do not bind those who write no TypeScript: some things cannot be copied. */
function dataOf(given: unknown): unknown {
  if (typeof given !== "object" || given === null) return {};
  try {
    return JSON.parse(withoutSecrets(JSON.stringify({ ...given, $metadata: undefined })));
  } catch {
    return {};
  }
}
