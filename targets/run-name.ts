import { randomBytes } from "node:crypto";

/**
 * Every name of ours begins so: nobody else's does, and a policy can say it. Eight digits follow that are the run's own. With the
 * turn of a session and an id of ten characters behind them, it stays within the 40 characters that an id may have (F038).
 */
const prefixOfAll = "ec-conformance-";

/** How names began once, and begin still: journals and remains of such runs are swept too. */
export const prefixOnce = "ec";

/** A name for a run, which no other run has. */
export const newRun = (): string => `${prefixOfAll}${randomBytes(4).toString("hex")}`;

/** The name of a run, as a source of a regular expression. */
const run = `(?:${prefixOfAll}|${prefixOnce})[0-9a-f]{8}`;

/** True of the name of a run. */
export const isRun = (name: string): boolean => new RegExp(`^${run}$`).test(name);

const ofOurs = new RegExp(`^(?:.*-)?(?<run>${run})[0-9a-z]+(?:-.*)?$`, "i");

/** The run in a name that a run of this suite gives; nothing in others. */
export const runIn = (name: string): string | undefined =>
  ofOurs.exec(name)?.groups?.["run"]?.toLowerCase();
