import { readFile } from "node:fs/promises";

import * as z from "zod";

import { jsonIn } from "../../models/contract/json.ts";
import { isOperation } from "../../models/contract/requests.ts";
import type { RuleId } from "../../models/rules/rule.ts";
import type { Deviation } from "../target.ts";

const entrySchema = z
  .strictObject({
    rule: z.custom<RuleId>((id) => typeof id === "string", "a text is wanted").optional(),
    operation: z
      .custom<Deviation["operation"]>(
        (name) => typeof name === "string" && isOperation(name),
        "no operation is named so",
      )
      .optional(),
    because: z.string("a text is wanted that says why").min(1, "a reason is wanted"),
    fact: z
      .custom<Deviation["fact"]>(
        (id) => typeof id === "string" && /^[FT]\d/.test(id),
        "the number of a fact such as F025 is wanted",
      )
      .optional(),
    defect: z.string("the id of a defect is wanted").optional(),
    story: z.string("a token is wanted").optional(),
  })
  .refine(({ rule, operation }) => (rule === undefined) !== (operation === undefined), {
    message: "one of `rule` and `operation` is wanted",
  });

const fileSchema = z.strictObject({
  /** What the list speaks of, for readers. */
  target: z.string("a name is wanted"),
  version: z.string("a text is wanted").optional(),
  deviations: z.array(entrySchema, "a list is wanted"),
});

/** A list of deviations, as it is stored. */
export interface DeviationList {
  readonly target: string;
  readonly version?: string | undefined;
  readonly deviations: readonly Deviation[];
}

/** A file of deviations that cannot be used. */
export class BadDeviations extends Error {
  override readonly name = "BadDeviations";
}

/**
 * Reads a list of deviations. Throws `BadDeviations` with the entry and what is wrong with it. `objection` says why a rule or a story
 * is none; nothing where it is one.
 */
export async function readDeviations(
  path: string,
  objection: (deviation: Deviation) => string | undefined,
): Promise<DeviationList> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new BadDeviations(`no file can be read at ${path}`);
  });
  const data = jsonIn(text);
  if (data === undefined) throw new BadDeviations(`${path} is not JSON`);
  const parsed = fileSchema.safeParse(data);
  if (!parsed.success)
    throw new BadDeviations(
      `${path} is no list of deviations: ${problemOf(parsed.error.issues[0], data)}`,
    );
  const { deviations } = parsed.data;
  for (const [index, deviation] of deviations.entries()) {
    const why = objection(deviation);
    if (why !== undefined)
      throw new BadDeviations(`${path}: ${entry(index, deviation)} cannot be used: ${why}`);
  }
  const names = deviations.map(({ rule, operation }) => rule ?? operation);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new BadDeviations(`${path} lists ${twice} twice: leave one of the entries out`);
  return parsed.data;
}

/** An entry by its number and its name, as a reader finds it. */
function entry(index: number, deviation: unknown): string {
  const names =
    typeof deviation === "object" && deviation !== null
      ? Object.entries(deviation).flatMap(([name, value]) =>
          name === "rule" || name === "operation" ? [String(value)] : [],
        )
      : [];
  return `entry ${index + 1}${names.length === 0 ? "" : ` (${names.join(", ")})`}`;
}

/** What is wrong, in words: in which entry, and in which of its members. */
function problemOf(issue: z.core.$ZodIssue | undefined, data: unknown): string {
  if (issue === undefined) return "it has another shape";
  const what =
    issue.code === "unrecognized_keys"
      ? `there is no member ${issue.keys.join(", ")}`
      : issue.message;
  const [part, index, ...below] = issue.path;
  if (part !== "deviations" || typeof index !== "number")
    return `${part === undefined ? "" : `${String(part)}: `}${what}`;
  const list =
    typeof data === "object" && data !== null && "deviations" in data ? data.deviations : [];
  const where = below.length === 0 ? "" : `, ${below.map(String).join(".")}`;
  return `${entry(index, Array.isArray(list) ? list[index] : undefined)}${where}: ${what}`;
}
