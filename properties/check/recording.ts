import { createHash } from "node:crypto";

import * as z from "zod";

import type { Answer, Command, Exchange } from "../../models/contract/contract.ts";
import { jsonIn } from "../../models/contract/json.ts";
import { kinds } from "../../models/contract/site.ts";
import type { RuleId } from "../../models/rules/rule.ts";
import type { Report } from "../../reports/report.ts";
import { withoutLeaks } from "../../targets/leaks.ts";
import type { Target } from "../../targets/target.ts";
import type { Support } from "../run/probe.ts";
import type { Said, Telling } from "../run/trace.ts";
import { isAnswer, isCommand, isExchange, isRecord } from "./recorded.ts";

/** Raised when a line is read otherwise than before; new kinds of lines do not raise it. */
const recordingVersion = 1;

/** What a recording begins with: of whom it is, and how the run was meant to be. */
const headerSchema = z.object({
  recording: z.literal("elasticache-conformance"),
  version: z.literal(recordingVersion),
  suite: z.string(),
  date: z.string().optional(),
  seed: z.number(),
  /** Which part of the run it is, where several machines share it. */
  shard: z
    .object({ index: z.int().min(1), of: z.int().min(1) })
    .refine(({ index, of }) => index <= of)
    .optional(),
  budget: z.object({
    commands: z.number(),
    shrinkCommands: z.number(),
    settleSeconds: z.number(),
    minutes: z.number().optional(),
  }),
  target: z.object({
    name: z.string(),
    version: z.string().optional(),
    endpoint: z.string().optional(),
    kind: z.enum(kinds),
    region: z.string(),
    isClient: z.boolean(),
    disposable: z.boolean().optional(),
  }),
});

export type RecordingHeader = z.infer<typeof headerSchema>;

/**
 * An exchange. There are many, and each line vouches for itself: it is looked at only as far as it takes for the judge to meet nothing
 * that it does not expect.
 */
const saidSchema = z.object({
  step: z.int().nonnegative(),
  called: z.int(),
  returned: z.int(),
  section: z.int().optional(),
  overdue: z.literal(true).optional(),
  command: z.custom<Command>(isCommand),
  answer: z.custom<Answer>(isAnswer),
});

const tellingSchema = z.strictObject({
  phase: z.enum(["search", "shrink", "confirm", "acquit", "control"]),
  rule: z.custom<RuleId>((id) => typeof id === "string" && id.includes("/")).optional(),
  isDrawn: z.literal(true).optional(),
  isCutShort: z.boolean(),
  commands: z.array(z.custom<Command>(isCommand)),
  exchanges: z.int().nonnegative(),
});

const lineSchemas = {
  said: z.object({ said: saidSchema.refine(isExchange) }),
  telling: z.object({ telling: tellingSchema }),
  recording: headerSchema,
  support: z.object({
    support: z.record(z.string(), z.enum(["supported", "unsupported", "denied", "lost"])),
  }),
  outcomes: z.object({ outcomes: z.record(z.string(), z.string()), spent: z.looseObject({}) }),
};

/** A line as it is read, by the member that says of what kind it is; nothing where it is of none. */
function lineFrom(text: string) {
  const data = jsonIn(text);
  if (!isRecord(data)) return undefined;
  for (const schema of Object.values(lineSchemas)) {
    const [kind = ""] = Object.keys(schema.shape);
    if (!(kind in data)) continue;
    const parsed = schema.safeParse(data);
    return parsed.success ? parsed.data : undefined;
  }
  return undefined;
}

/** A recording that cannot be read: says which line, and what is wrong with it. */
export class BadRecording extends Error {
  override readonly name = "BadRecording";
}

/** How many characters of a sum stand in a line: enough that none is right by accident. */
const sumLength = 12;

const sumOf = (before: string, text: string): string =>
  createHash("sha256").update(before).update(text).digest("hex").slice(0, sumLength);

/** Account numbers are nobody's business: each is another one, the same throughout a recording. */
function veiling(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) =>
    text.replaceAll(
      /(:elasticache:[a-z0-9-]+:)(\d{12})(?=:)/g,
      (_, before: string, account: string) => {
        const other = known.get(account) ?? String(known.size + 1).padStart(12, "0");
        known.set(account, other);
        return `${before}${other}`;
      },
    );
}

/** Writes a run down, a JSON document a line; each line vouches for all before it. */
export class Recorder {
  readonly #write: (line: string) => void;
  readonly #veiled = veiling();
  #sum = "";

  constructor(write: (line: string) => void, header: RecordingHeader) {
    this.#write = write;
    this.#line(header);
  }

  support(support: Support): void {
    this.#line({ support });
  }

  telling({ phase, rule, isDrawn, conversation, trace }: Telling): void {
    const { said, isCutShort } = trace;
    const commands = conversation;
    this.#line({ telling: { phase, rule, isDrawn, isCutShort, commands, exchanges: said.length } });
    for (const { exchange, step, called, returned, section } of said) {
      const { command, answer, overdue } = exchange;
      const when = { step, called, returned, section, overdue };
      this.#line({ said: { ...when, command, answer: withoutLeakingWire(answer) } });
    }
  }

  end({ rules, spent }: Pick<Report, "rules" | "spent">): void {
    const outcomes = Object.fromEntries(rules.map(({ id, outcome }) => [id, outcome]));
    this.#line({ outcomes, spent });
  }

  #line(data: object): void {
    const text = this.#veiled(JSON.stringify(withoutLeaks(data)));
    this.#sum = sumOf(this.#sum, text);
    this.#write(`${text.slice(0, -1)},"sum":"${this.#sum}"}\n`);
  }
}

/** An answer; without the response as it came, where that held a password: what stands in its place is no response. */
function withoutLeakingWire({ wire, ...answer }: Answer): object {
  return wire === undefined || withoutLeaks(wire.body) !== wire.body ? answer : { ...answer, wire };
}

/** What a recording begins with, as far as a target says. */
export const headerFor = (
  { name, version, endpoint, kind, region, isClient, disposable }: Target,
  run: Pick<RecordingHeader, "suite" | "date" | "seed" | "shard" | "budget">,
): RecordingHeader => ({
  recording: "elasticache-conformance",
  version: recordingVersion,
  ...run,
  target: { name, version, endpoint, kind, region, isClient: isClient === true, disposable },
});

/** Who is told of what a recording holds, in its order. */
export interface Reader {
  header(header: RecordingHeader): void;
  support(support: Readonly<Record<string, string>>): void;
  telling(telling: Telling): void;
  outcomes(outcomes: Readonly<Record<string, string>>, spent: object): void;
}

/** Reads the lines of a recording. Throws `BadRecording`, which names the line by its number. */
export async function readRecording(lines: AsyncIterable<string>, reader: Reader): Promise<void> {
  let number = 0;
  let sum = "";
  let open: { readonly head: z.infer<typeof tellingSchema>; readonly said: Said[] } | undefined;
  const fail = (why: string): never => {
    throw new BadRecording(`line ${number} ${why}`);
  };
  for await (const line of lines) {
    number += 1;
    const text = line.replace(/,"sum":"[0-9a-f]*"\}$/, "}");
    if (text === line) fail(number === 1 ? "is none of a recording" : "is cut off");
    const own = sumOf(sum, text);
    if (!line.endsWith(`,"sum":"${own}"}`)) fail("was changed, or one before it is missing");
    sum = own;
    const data = lineFrom(text);
    if (data === undefined) return fail("has another shape than this suite writes");
    if ((number === 1) !== "recording" in data)
      fail(number === 1 ? "is none of a recording" : "begins another one");
    if (open !== undefined && !("said" in data))
      fail("comes before all exchanges of a conversation");
    if ("recording" in data) reader.header(data);
    else if ("support" in data) reader.support(data.support);
    else if ("outcomes" in data) reader.outcomes(data.outcomes, data.spent);
    else if ("telling" in data) open = { head: data.telling, said: [] };
    else if (open === undefined) fail("belongs to no conversation");
    else open.said.push(saidFrom(data.said));
    if (open !== undefined && open.said.length === open.head.exchanges) {
      reader.telling(tellingFrom(open.head, open.said));
      open = undefined;
    }
  }
  number += 1;
  if (number === 1) fail("is missing: the recording is empty");
  if (open !== undefined) fail("is missing: a conversation is cut off");
}

function saidFrom({
  command,
  answer,
  overdue,
  section,
  ...when
}: z.infer<typeof saidSchema>): Said {
  const exchange: Exchange = Object.assign(
    { command, answer },
    overdue === true ? { overdue } : {},
  );
  return { ...when, exchange, ...(section === undefined ? {} : { section }) };
}

const tellingFrom = (
  { phase, rule, isDrawn, commands, isCutShort }: z.infer<typeof tellingSchema>,
  said: readonly Said[],
): Telling => ({
  phase,
  ...(isDrawn === true ? { isDrawn } : {}),
  conversation: commands,
  trace: { said, isCutShort },
  ...(rule === undefined ? {} : { rule }),
});
