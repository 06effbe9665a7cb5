import * as z from "zod";

import { commandFrom } from "../models/contract/command.ts";
import type { Command, OperationName } from "../models/contract/contract.ts";
import { members } from "../models/contract/members.ts";
import { membersOf, operationNames } from "../models/contract/requests.ts";
import { type Shape, structure, type ValueOf } from "../models/contract/shape.ts";

/** Data of a shape, and nothing beside it. */
function strictly<const S extends Shape>(shape: S): z.ZodType<ValueOf<S>>;
function strictly(shape: Shape): z.ZodType {
  switch (shape.type) {
    case "string":
      return z.string();
    case "integer":
      return z.number();
    case "boolean":
      return z.boolean();
    case "list":
      return z.array(strictly(shape.of));
    case "structure":
      return z.strictObject(
        Object.fromEntries(
          Object.entries(shape.members).map(([name, part]) => [name, strictly(part).optional()]),
        ),
      );
  }
}

/** The members of every request. Stories from elsewhere are read too: what has another shape is no story. */
const inputSchema = strictly(structure(members));

/** A command as it is stored. It may come from anywhere: what is no member of its operation's request is refused. */
export const commandSchema = z
  .strictObject({
    operation: z.enum(operationNames),
    input: inputSchema,
    until: z.enum(["settled", "listed"]).optional(),
    times: z.int().positive().max(1000).optional(),
    client: z.int().positive().optional(),
    account: z.literal("other").optional(),
    // It stands in the body of the request as it is.
    action: z.string().regex(/^\w+$/).optional(),
    region: z
      .string()
      .regex(/^[a-z0-9-]+$/)
      .optional(),
  })
  .superRefine(({ operation, input }, context) => {
    const known: readonly string[] = membersOf(operation);
    for (const name of Object.keys(input))
      if (!known.includes(name))
        context.addIssue({
          code: "custom",
          message: `${operation} has no member ${name}`,
          path: ["input"],
        });
  });

const wire = z.object({
  status: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});

const exchange = z.object({
  command: commandSchema,
  answer: z.object({
    kind: z.enum(["accepted", "refused", "unsupported", "lost"]),
    output: z.record(z.string(), z.unknown()).optional(),
    code: z.string().optional(),
    message: z.string().optional(),
    reason: z.string().optional(),
    wire: wire.optional(),
  }),
  overdue: z.literal(true).optional(),
  called: z.number().optional(),
  returned: z.number().optional(),
});

/** The shortest story of how a rule was broken, and what came of it. */
export const counterexample = z.object({
  expected: z.string(),
  actual: z.string(),
  commands: z.array(commandSchema),
  exchanges: z.array(exchange),
  /** What was known of users and groups before the last command, by what was answered until then. */
  before: z
    .array(
      z.object({
        /** As in `user u-0`; with the region or account behind it where the story has several. */
        who: z.string(),
        is: z.string(),
        /** As it was last shown. */
        shown: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .optional(),
  /** The story as lines for a shell with the AWS command line. */
  awsCli: z.array(z.string()),
  /** The same for curl, which sends what the AWS command line would not. */
  curl: z.array(z.string()).optional(),
  /** The story for `replay`. */
  token: z.string(),
});

export type Counterexample = z.infer<typeof counterexample>;
export type StoredCommand = Counterexample["commands"][number];

/** A stored command as one that can be sent: the schema has seen that its members are those of its operation. */
export const commandOf = (stored: StoredCommand): Command => commandFrom<OperationName>(stored);
