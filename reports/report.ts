import * as z from "zod";

import { kinds } from "../models/contract/site.ts";
import { commandSchema, counterexample } from "./stored.ts";

/** Raised when a field is renamed or loses its meaning; new fields do not raise it. */
export const schemaVersion = 1;

const texts = z.array(z.string());

export const outcomes = [
  "kept",
  "broken",
  "tolerated",
  "stale",
  "flaky",
  "unconfirmed",
  "unsupported",
  "untried",
] as const;

const rule = z.object({
  id: z.string(),
  operation: z.string(),
  level: z.enum(["must", "should"]),
  clause: z.object({
    source: z.string(),
    quote: z.string(),
    facts: z.array(z.string()),
    evidence: z.enum(["observed", "documented", "inferred"]),
    /** Where the source can be read; none where it has no public address. */
    links: z.array(z.string().regex(/^https:\/\/[\w./@%#?=&+-]+$/)).optional(),
  }),
  outcome: z.enum(outcomes),
  /** How many answers had something to say about it. */
  exercised: z.number(),
  because: z.string().optional(),
  /** Why few answers had anything to say about it, where these were fewer than twenty. */
  few: z.string().optional(),
  /** The id of the defect by which it is broken, of those that the report tells. */
  defect: z.string().optional(),
  /** Of older reports: rules that were broken first in every story that was found. */
  followsFrom: z.array(z.string()).optional(),
  /** Where a client stands between: whether it, or the service beneath it, breaks the rule. */
  layer: z.enum(["client", "service"]).optional(),
  counterexample: counterexample.optional(),
});

/** What a defect does to whoever relies on the service, the worst first. */
export const harms = [
  /** Something is lost, is shown to others, or comes back that was deleted. */
  "exposure",
  /** Somebody has another access, or another way to prove who they are, than was asked for. */
  "access",
  /** What AWS refuses is accepted. */
  "acceptance",
  /** What AWS accepts is refused, or an answer shows another thing. */
  "answer",
  /** An answer has another form. */
  "form",
  /** A text, or the code of a refusal, is another. */
  "text",
] as const;

/**
 * How sure it is that a defect is one thing. `high`: a service with one known fault shows each of its stories, and breaks nothing
 * that was kept. `medium`: it takes other faults too, or breaks something that was kept. `low`: no known fault shows it.
 */
const confidences = ["high", "medium", "low"] as const;

/** The nearest conversation to a story that does not show what it shows. */
const control = z.object({
  /** The one thing in which it is another, as in `with UserName ann`. */
  difference: z.string(),
  /** For `replay`. */
  story: z.string(),
});

const defect = z.object({
  /** The same for the same defect, whatever seed found it. */
  id: z.string(),
  title: z.string(),
  /** The rule by which it is told: its story is that of the defect. */
  rule: z.string(),
  because: z.string(),
  level: z.enum(["must", "should"]),
  harm: z.enum(harms),
  confidence: z.enum(confidences),
  /** The story for `replay`. */
  story: z.string().optional(),
  control: control.optional(),
  /** The story that shows it, where that is another than its rule's: a rule may be broken by several defects. */
  counterexample: counterexample.optional(),
  /** The rules that are broken by it, that by which it is told among them. */
  rules: z.array(z.string()),
});

const loss = z.object({ operation: z.string(), reason: z.string(), count: z.number() });

export const reportSchema = z.object({
  schemaVersion: z.literal(schemaVersion),
  suite: z.object({
    version: z.string(),
    /** The version of the AWS SDK that spoke to the target. */
    sdk: z.string().optional(),
  }),
  /** When the run began, as in `2026-11-27T02:14:49.000Z`. */
  date: z.string().optional(),
  target: z.object({
    name: z.string(),
    version: z.string().optional(),
    endpoint: z.string().optional(),
    kind: z.enum(kinds).optional(),
    region: z.string().optional(),
  }),
  /** How a story is told again: the program, and the options that lead to the same target, as words of a shell. */
  replay: z.object({ command: z.string(), options: texts }).optional(),
  seed: z.number(),
  /** Of a run that several machines share: how many there are, and whose parts this report is on. */
  shards: z.object({ of: z.number(), held: z.array(z.number()) }).optional(),
  budget: z.object({
    commands: z.number(),
    shrinkCommands: z.number(),
    minutes: z.number().optional(),
    settleSeconds: z.number(),
  }),
  spent: z.object({
    commands: z.number(),
    shrinkCommands: z.number(),
    seconds: z.number(),
    /** Every request that left, those to clean up and those that were sent again among them. */
    requests: z.number().optional(),
    /** Requests that were throttled, and sent again. */
    throttled: z.number().optional(),
    /** The budget that ended the run before that of requests to search did: time, or requests of all kinds. */
    endedBy: z.enum(["minutes", "max-requests", "quiet"]).optional(),
  }),
  /** Operations that the target is listed to lack, and whether it does. */
  absences: z
    .array(
      z.object({
        operation: z.string(),
        outcome: z.enum(["tolerated", "stale"]),
        because: z.string(),
      }),
    )
    .optional(),
  operations: z.record(z.string(), z.enum(["supported", "unsupported", "denied", "lost"])),
  score: z.object({
    /** Rules exercised, of all rules. */
    coverage: z.number(),
    /** Rules broken, tolerated ones included, of the rules exercised. */
    divergence: z.number(),
    grade: z.string(),
    gradeCriteria: z.string(),
  }),
  /** Whether all that was tried holds; where not, a rule is wrong, or the target is. */
  verdict: z.enum(["conforms", "divergence", "inconclusive"]).optional(),
  /** The exit code that goes with the verdict, and why: by deviations, strictness and the baseline. */
  ruling: z
    .object({
      exitCode: z.union([z.literal(0), z.literal(1), z.literal(3)]),
      because: z.string(),
      /** Where there is a baseline: what is broken now and was not then, and what is kept now and was broken then. */
      newlyBroken: texts.optional(),
      mended: texts.optional(),
      /** What was broken then and still is. */
      stillBroken: texts.optional(),
      /** The same of defects: those that are new by their ids, those that are gone by what they were. */
      newDefects: texts.optional(),
      mendedDefects: z.array(z.object({ id: z.string(), title: z.string() })).optional(),
    })
    .optional(),
  /** Why no verdict is possible, where none is. */
  inconclusive: z.string().optional(),
  /** Where the target has no reset hook: how many names were given, and how many of them were seen to be gone at the end. */
  names: z.object({ named: z.number(), gone: z.number() }).optional(),
  /** Names of users that we made and could not delete, where the target has no reset hook. */
  leftBehind: z.array(z.string()).optional(),
  /** Where every conversation of up to so many commands over two users was to be said: how many were, and whether all. */
  exhaustive: z
    .object({ length: z.number(), conversations: z.number(), isComplete: z.boolean() })
    .optional(),
  /** What the target did where no fact says what AWS does: of AWS itself, this is how the model learns. */
  questions: z
    .array(
      z.object({
        id: z.string(),
        operation: z.string(),
        question: z.string(),
        /** The request that would settle it on a real account. */
        settledBy: z.string(),
        answers: z.array(
          z.object({ answer: z.string(), count: z.number(), command: commandSchema }),
        ),
      }),
    )
    .optional(),
  /** Trouble on the road, by operation and reason; never held against the target. */
  lost: z.array(loss),
  /**
   * What can happen to a user, as a table: operation, how the user proves who it is before and after, engine, status, and the
   * spelling of the request. `unreached` names the cells that the run could have met and did not.
   */
  cells: z
    .object({
      reached: z.number(),
      reachable: z.number(),
      unreached: z.array(z.string()),
      /** In which states users were met: cells of others could not be. */
      statuses: texts.optional(),
    })
    .optional(),
  /**
   * The classes of values of members, and of states that requests meet: how many pairs of them met in a request that was answered, of
   * those that could, and which did not.
   */
  pairs: z
    .object({ met: z.number(), reachable: z.number(), unmet: z.array(z.string()) })
    .optional(),
  /** What is estimated to be left, from the conversations that were aimed at nothing; none where they were too few. */
  estimate: z
    .object({
      conversations: z.number(),
      requests: z.number(),
      /** The chance that a hundred requests more show anything new. */
      newInNext100: z.number(),
      /** How many broken rules were not seen to be, and between which numbers that lies nine times of ten. */
      unseen: z.number(),
      interval: z.tuple([z.number(), z.number()]),
    })
    .optional(),
  /** Requests that are lost each time, in fresh sessions, while others are answered: they break no rule, and are counted apart. */
  crashes: z
    .array(
      z.object({
        id: z.string(),
        operation: z.string(),
        /** How often the search met it. */
        count: z.number(),
        counterexample,
      }),
    )
    .optional(),
  /** Of a client: what it has no way to ask for, or does not look at, by operation and reason; never held against it. */
  unasked: z
    .array(
      z.object({
        operation: z.string(),
        reason: z.string(),
        count: z.number(),
        command: commandSchema,
      }),
    )
    .optional(),
  /** What is wrong, the worst first: each broken rule belongs to one of them. */
  defects: z.array(defect).optional(),
  rules: z.array(rule),
});

/** One run, as data. Every view of a run is a function of it. */
export type Report = z.infer<typeof reportSchema>;
export type RuleReport = Report["rules"][number];
export type Outcome = RuleReport["outcome"];
export type Defect = NonNullable<Report["defects"]>[number];
export type Control = NonNullable<Defect["control"]>;
export type Harm = Defect["harm"];

/** A file of a report. */
export interface Written {
  /** In the folder of the report. */
  readonly path: string;
  readonly text: string;
}

/** A way to write a report down. */
export interface Format {
  /** The files that it writes each time; a folder of others ends in a slash. */
  readonly paths: readonly string[];
  write(report: Report): readonly Written[];
  /** Lines that are said where the run is, in place of files or beside them. */
  say?(report: Report): readonly string[];
}

/** A way to write a report down as one file. */
export const inOneFile = (path: string, write: (report: Report) => string): Format => ({
  paths: [path],
  write: (report) => [{ path, text: write(report) }],
});
