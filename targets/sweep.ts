import { readFile, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

import * as z from "zod";

import { jsonIn } from "../models/json.ts";
import { markKey } from "./aws.ts";
import { Farewell } from "./farewell.ts";
import type { JournalHeading } from "./journal.ts";
import { foldedKey, type Guest, listed } from "./listing.ts";
import { paced } from "./pace.ts";
import { prefixOfAll } from "./place.ts";
import type { Send } from "./target.ts";

/** What a run may have left. */
export interface Remains {
  readonly run: string;
  readonly guests: readonly Guest[];
  /** True where every name of the run is ours, whether it is among the guests or not. */
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
  run: z.string().regex(/^ec[0-9a-f]{8}$/),
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

/** Reads a journal. Its last line may be torn: nothing was sent of it. Throws `BadJournal`. */
export async function readJournal(path: string): Promise<JournalEntry> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new BadJournal(
      `no journal can be read at ${path} (${error instanceof Error ? error.message : String(error)})`,
    );
  });
  const [first = "", ...lines] = text.split("\n").slice(0, -1);
  const heading = headingSchema.safeParse(jsonIn(first));
  if (!heading.success) throw new BadJournal(`${path} is not a journal of this suite`);
  const guests = new Map<string, Guest>();
  for (const [index, line] of lines.entries()) {
    const entry = lineSchema.safeParse(jsonIn(line));
    if (!entry.success)
      throw new BadJournal(`line ${index + 2} of ${path} is not one of a journal`);
    const { name } = entry.data;
    if ("making" in entry.data) {
      const guest: Guest = { kind: entry.data.making, name };
      guests.set(foldedKey(guest), guest);
    } else guests.delete(foldedKey({ kind: entry.data.gone, name }));
  }
  return {
    path,
    heading: heading.data,
    run: heading.data.run,
    guests: [...guests.values()],
    isKnownByName: true,
  };
}

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

/** The names that runs of this suite give, and the run in them. */
const ofOurs = new RegExp(`^(?:.*-)?(?<run>${prefixOfAll}[0-9a-f]{8})[0-9a-z]+(?:-.*)?$`, "i");

/**
 * What runs left that had begun at a moment, by the tags of what is there: only what bears both a name and the
 * tag of this suite is taken for ours. Nothing where the lists cannot be read.
 */
export async function remainsBefore(
  road: Send,
  moment: Date,
  prefix: string,
): Promise<readonly Remains[] | undefined> {
  const { send } = paced(road);
  const all = await listed(send);
  if (all === undefined) return undefined;
  const runs = new Map<string, Guest[]>();
  for (const { kind: sort, name, arn } of all) {
    const run = ofOurs.exec(name)?.groups?.["run"]?.toLowerCase();
    if (run?.startsWith(prefix) !== true) continue;
    const tags = await send<"ListTagsForResource">({
      operation: "ListTagsForResource",
      input: { ResourceName: arn },
    });
    const mark =
      tags.kind === "accepted"
        ? tags.output.TagList?.find(({ Key }) => Key === markKey)?.Value
        : undefined;
    const [marked, begun = ""] = mark?.split(" ") ?? [];
    if (marked === run && new Date(begun) <= moment)
      runs.set(run, [...(runs.get(run) ?? []), { kind: sort, name }]);
  }
  return [...runs].map(([run, guests]) => ({ run, guests, isKnownByName: false }));
}

/** How long a create that was sent last may still be on its way, in seconds. */
const stragglers = 3;

/** Deletes what is left of a run, and waits until it is seen to be gone. Returns the names that would not go. */
export async function sweep(
  road: Send,
  { run, guests, isKnownByName }: Remains,
  seconds: number,
  onWait?: (left: number) => void,
): Promise<readonly string[]> {
  const names = new Set(guests.map(({ name }) => name.toLowerCase()));
  const farewell = new Farewell({
    send: paced(road).send,
    isOurs: (name) =>
      names.has(name.toLowerCase()) || (isKnownByName && name.toLowerCase().includes(run)),
    seconds,
  });
  for (const guest of guests) farewell.welcome(guest);
  await farewell.end(onWait);
  if (farewell.live > 0 || guests.length === 0) return farewell.names;
  // What was on its way when the run ended may come only now.
  await sleep(stragglers * 1000);
  await farewell.end(onWait);
  return farewell.names;
}

/** Throws a journal away of which all is gone. */
export const forgetJournal = async ({ path }: JournalEntry): Promise<void> => {
  await rm(path, { force: true });
};
