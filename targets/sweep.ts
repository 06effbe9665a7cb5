import { readFile, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";

import * as z from "zod";

import { jsonIn } from "../models/contract/json.ts";
import { markKey } from "./aws.ts";
import { type Gate, gateFor, namesOf } from "./gate.ts";
import type { JournalHeading } from "./journal.ts";
import { Lease } from "./lease.ts";
import { foldedKey, type Owned, listed } from "./listing.ts";
import { rest } from "./rest.ts";
import { isRun, runIn } from "./run-name.ts";
import type { Leaving, Send } from "./target.ts";
import { paced } from "./throttle.ts";

/** What a run may have left. */
export interface Remains {
  readonly run: string;
  readonly owned: readonly Owned[];
  /** True where every name of the run is ours, whether it is among these or not. */
  readonly isKnownByName: boolean;
}

/** What a journal says: which run it was, and what is not known to be gone. */
export interface JournalEntry extends Remains {
  readonly path: string;
  readonly heading: JournalHeading;
}

/** A file that is no journal. */
export class BadJournal extends Error {
  override readonly name = "BadJournal";
}

const headingSchema = z.object({
  run: z.string().refine(isRun),
  target: z.string(),
  endpoint: z.string().optional(),
  region: z.string(),
  account: z.string().optional(),
  begun: z.string(),
  process: z.object({ id: z.int().positive(), host: z.string() }),
});

const kind = z.enum(["user", "group"]);
const lineSchema = z.union([
  z.strictObject({ making: kind, name: z.string() }),
  z.strictObject({ gone: kind, name: z.string() }),
]);

/** The largest journal that is read, in bytes: a line for each user of a million. */
const longestJournal = 64 * 1024 * 1024;

/** Reads a journal. Its last line may be torn: nothing was sent of it. Throws `BadJournal`. */
export async function readJournal(path: string): Promise<JournalEntry> {
  const text = await textOf(path);
  const [first = "", ...lines] = text.split("\n").slice(0, -1);
  if (text.trim() === "") throw new BadJournal(`${path} is empty: nothing was made by it`);
  const heading = headingSchema.safeParse(jsonIn(first));
  if (!heading.success) throw new BadJournal(`${path} is not a journal of this suite`);
  const isOurs = namesOf(heading.data.run);
  const remaining = new Map<string, Owned>();
  for (const [index, line] of lines.entries()) {
    const entry = lineSchema.safeParse(jsonIn(line));
    if (!entry.success)
      throw new BadJournal(`line ${index + 2} of ${path} is not one of a journal`);
    const { name } = entry.data;
    // Who has no name cannot be asked to go.
    if (name.trim() === "") continue;
    // A journal may have been in other hands: what its run did not make is not deleted by it.
    if (!isOurs(name))
      throw new BadJournal(
        `line ${index + 2} of ${path} names what run ${heading.data.run} cannot have made`,
      );
    if ("making" in entry.data) {
      const owned: Owned = { kind: entry.data.making, name };
      remaining.set(foldedKey(owned), owned);
    } else remaining.delete(foldedKey({ kind: entry.data.gone, name }));
  }
  return {
    path,
    heading: heading.data,
    run: heading.data.run,
    owned: [...remaining.values()],
    isKnownByName: true,
  };
}

async function textOf(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > longestJournal)
      throw new Error(`it has ${size} bytes, and journals have ${longestJournal} at most`);
    return await readFile(path, "utf8");
  } catch (error) {
    throw new BadJournal(
      `no journal can be read at ${path} (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}

/** What may leave while a run is swept: nothing that changes what another made. */
export const sweeping = (run: string): Gate => gateFor(namesOf(run));

/** True of a run whose process is still there: what it made is in use. */
export function isGoingOn({ heading: { process: writer } }: JournalEntry): boolean {
  if (writer.host !== hostname()) return false;
  try {
    return process.kill(writer.id, 0);
  } catch (error) {
    // One that belongs to somebody else is there too.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** What was found of runs by their tags, and the names of which nobody could say whose they are. */
export interface Found {
  readonly remains: readonly Remains[];
  readonly unknown: readonly string[];
}

/**
 * What runs left that had begun at a moment, by the tags of what is there: only what bears both a name and the
 * tag of this suite is taken for ours. Nothing where the lists cannot be read.
 */
export async function remainsBefore(
  road: Send,
  moment: Date,
  prefix: string,
): Promise<Found | undefined> {
  const { send } = paced(road);
  const all = await listed(send);
  if (all === undefined) return undefined;
  const runs = new Map<string, Owned[]>();
  const unknown: string[] = [];
  for (const { kind: sort, name, arn } of all) {
    const run = runIn(name);
    if (run?.startsWith(prefix) !== true) continue;
    const tags = await send<"ListTagsForResource">({
      operation: "ListTagsForResource",
      input: { ResourceName: arn },
    });
    if (tags.kind !== "accepted") {
      // Who is gone meanwhile has no tags, and needs none.
      const isGone = tags.kind === "refused" && /^User(?:Group)?NotFound/.test(tags.code);
      if (!isGone) unknown.push(name);
      continue;
    }
    const mark = tags.output.TagList?.find(({ Key }) => Key === markKey)?.Value;
    const [marked, begun = ""] = mark?.split(" ") ?? [];
    if (marked === run && new Date(begun) <= moment)
      runs.set(run, [...(runs.get(run) ?? []), { kind: sort, name }]);
  }
  const remains = [...runs].map(([run, owned]) => ({ run, owned, isKnownByName: false }));
  return { remains, unknown };
}

/** How long a create that was sent last may still be on its way, in seconds. */
const stragglers = 3;

/** What came of a sweep: the names that would not go; `isSeen` where complete lists show that nothing else is left. */
export interface Swept {
  readonly left: readonly string[];
  readonly isSeen: boolean;
}

/**
 * Deletes what is left of a run, and waits until it is seen to be gone. The way there must let nothing out but what `sweeping`
 * lets out.
 */
export async function sweep(
  road: Send,
  { run, owned, isKnownByName }: Remains,
  seconds: number,
  leaving: Leaving = {},
): Promise<Swept> {
  const names = new Set(owned.map(({ name }) => name.toLowerCase()));
  const lease = new Lease({
    send: paced(road).send,
    isOurs: (name) =>
      names.has(name.toLowerCase()) || (isKnownByName && name.toLowerCase().includes(run)),
    seconds,
    mayHaveMore: true,
  });
  for (const one of owned) lease.name(one);
  await lease.end(leaving);
  if (lease.live === 0 && owned.length > 0) {
    // What was on its way when the run ended may come only now.
    await rest(stragglers * 1000, leaving.hurry);
    await lease.end(leaving);
  }
  // Where nobody was left to ask, only a list says that nobody is there.
  const last = lease.live === 0 ? await lease.look(leaving.hurry) : undefined;
  return { left: lease.names, isSeen: last !== undefined && last.length === 0 };
}

/** Throws a journal away of which all is gone. */
export const forgetJournal = async ({ path }: JournalEntry): Promise<void> => {
  await rm(path, { force: true });
};
