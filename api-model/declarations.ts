import { z } from "zod";

import type { OperationName } from "../models/contract/contract.ts";
import { operationNames } from "../models/contract/requests.ts";

const shapeSchema = z.object({
  type: z.string(),
  members: z
    .record(z.string(), z.object({ shape: z.string(), locationName: z.string().optional() }))
    .optional(),
  member: z.object({ shape: z.string(), locationName: z.string().optional() }).optional(),
  required: z.array(z.string()).optional(),
  enum: z.array(z.string()).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  pattern: z.string().optional(),
  error: z
    .object({
      code: z.string(),
      httpStatusCode: z.number(),
      senderFault: z.boolean().optional(),
    })
    .optional(),
});

/** A service as botocore describes it (`service-2.json`), as far as it is read here. */
export const modelSchema = z.object({
  operations: z.record(
    z.string(),
    z.object({
      input: z.object({ shape: z.string() }).optional(),
      output: z.object({ shape: z.string(), resultWrapper: z.string().optional() }).optional(),
      errors: z.array(z.object({ shape: z.string() })).optional(),
    }),
  ),
  shapes: z.record(z.string(), shapeSchema),
});

export type Model = z.infer<typeof modelSchema>;
type Shape = z.infer<typeof shapeSchema>;

/**
 * What an API model declares of the operations under contract, a line each, in order: `CreateUser in UserId: string min 1, required`,
 * `CreateUser out ARN: string`, `CreateUser error UserNotFound: 404 sender`. Throws where an operation is not there.
 */
export const declarationsIn = (model: Model): readonly string[] =>
  operationNames.flatMap((name) => ofOperation(model, name)).toSorted();

function ofOperation(model: Model, name: OperationName): readonly string[] {
  const operation = model.operations[name];
  if (operation === undefined) throw new Error(`the API model has no operation ${name}`);
  const { input, output, errors = [] } = operation;
  return [
    ...(input === undefined ? [] : members(model, `${name} in`, " ", input.shape)),
    ...(output === undefined
      ? []
      : [
          `${name} wrapper: ${output.resultWrapper ?? "none"}`,
          ...members(model, `${name} out`, " ", output.shape),
        ]),
    ...errors.map(({ shape }) => `${name} error ${errorIn(shapeOf(model, shape), shape)}`),
  ];
}

const errorIn = ({ error }: Shape, name: string): string =>
  error === undefined
    ? `${name}: no code`
    : `${error.code}: ${error.httpStatusCode}${error.senderFault === true ? " sender" : ""}`;

/** The members of a structure, and those within them, by their paths. */
function members(model: Model, path: string, separator: string, name: string): readonly string[] {
  const { members: all = {}, required = [] } = shapeOf(model, name);
  return Object.entries(all).flatMap(([member, { shape }]) =>
    valueAt(model, `${path}${separator}${member}`, shape, required.includes(member)),
  );
}

function valueAt(model: Model, path: string, name: string, isRequired: boolean): readonly string[] {
  const shape = shapeOf(model, name);
  const own = `${path}: ${[boundsOf(shape), ...(isRequired ? ["required"] : [])].join(", ")}`;
  if (shape.type === "structure") return [own, ...members(model, path, ".", name)];
  if (shape.type !== "list" || shape.member === undefined) return [own];
  return [
    own,
    ...valueAt(
      model,
      `${path}[${shape.member.locationName ?? "member"}]`,
      shape.member.shape,
      false,
    ),
  ];
}

const boundsOf = ({ type, min, max, pattern, enum: values }: Shape): string =>
  [
    type,
    ...(min === undefined ? [] : [`min ${min}`]),
    ...(max === undefined ? [] : [`max ${max}`]),
    ...(pattern === undefined ? [] : [`pattern ${pattern}`]),
    ...(values === undefined ? [] : [`one of ${values.join(" | ")}`]),
  ].join(" ");

function shapeOf({ shapes }: Model, name: string): Shape {
  const shape = shapes[name];
  if (shape === undefined) throw new Error(`the API model has no shape ${name}`);
  return shape;
}

/** The members that lines declare, without what is said of them: `CreateUser in Tags[Tag].Key`. */
export const membersIn = (lines: readonly string[]): readonly string[] =>
  lines
    .filter((line) => /^\w+ (?:in|out) /.test(line))
    .map((line) => line.slice(0, line.indexOf(":")));

/** Lines that came and lines that went, marked `+` and `-`. */
export const changesBetween = (
  before: readonly string[],
  after: readonly string[],
): readonly string[] => [
  ...before.filter((line) => !after.includes(line)).map((line) => `- ${line}`),
  ...after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`),
];
