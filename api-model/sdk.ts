import { z } from "zod";

import { operationNames } from "../models/contract/requests.ts";

/** A schema as the JavaScript SDK compiles it: a number, a thunk, a pair with traits, or a tuple that begins with its kind. */
const structure = z
  .tuple([
    z.literal(3),
    z.string(),
    z.string(),
    z.unknown(),
    z.array(z.string()),
    z.array(z.unknown()),
  ])
  .rest(z.unknown());
const list = z
  .tuple([z.literal(1), z.string(), z.string(), z.unknown(), z.unknown()])
  .rest(z.unknown());
const operation = z
  .tuple([z.literal(9), z.string(), z.string(), z.unknown(), z.unknown(), z.unknown()])
  .rest(z.unknown());
const itemTraits = z.object({ xmlName: z.string() });

/** The members that the SDK's schemas declare of the operations under contract: `CreateUser in Tags[Tag].Key`. */
export const membersOfSdk = (sdk: object): readonly string[] => {
  const exported: ReadonlyMap<string, unknown> = new Map(Object.entries(sdk));
  return operationNames
    .flatMap((name) => {
      const [, , , , input, output] = operation.parse(exported.get(`${name}$`));
      return [
        ...within(`${name} in`, " ", resolved(input)),
        ...within(`${name} out`, " ", resolved(output)),
      ];
    })
    .toSorted();
};

/** What a thunk, or a pair of a schema and traits, stands for. */
function resolved(schema: unknown): unknown {
  if (typeof schema === "function") return resolved(schema());
  return Array.isArray(schema) && (typeof schema[0] === "function" || schema.length === 2)
    ? resolved(schema[0])
    : schema;
}

function within(path: string, separator: string, schema: unknown): readonly string[] {
  const found = structure.safeParse(schema);
  if (!found.success) return [];
  const [, , , , names, schemas] = found.data;
  return names.flatMap((name, index) => at(`${path}${separator}${name}`, resolved(schemas[index])));
}

/** The bit by which a simple schema says that it is a list. */
const listBit = 64;

function at(path: string, schema: unknown): readonly string[] {
  const found = list.safeParse(schema);
  if (found.success) {
    const of = found.data[4];
    const traits = Array.isArray(of) ? itemTraits.safeParse(of[1]) : undefined;
    const item = traits?.success === true ? traits.data.xmlName : "member";
    return [path, ...at(`${path}[${item}]`, resolved(of))];
  }
  if (typeof schema === "number" && (schema & listBit) !== 0) return [path, `${path}[member]`];
  return [path, ...within(path, ".", schema)];
}
