import { appendFileSync, closeSync, fdatasyncSync, mkdirSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";

import type { Owned } from "./listing.ts";

/** Which run made the names in a journal, and where. */
export interface JournalHeading {
  readonly run: string;
  readonly target: string;
  readonly endpoint?: string | undefined;
  readonly region: string;
  /** Twelve digits, where it is known. */
  readonly account?: string | undefined;
  /** As an ISO date. */
  readonly begun: string;
  /** The process that writes it, and the machine that it runs on. */
  readonly process: { readonly id: number; readonly host: string };
}

/**
 * What a run makes at a place that others use, written down before it is made: whatever becomes of the run, `sweep` knows
 * what to look for.
 */
export interface Journal {
  readonly path: string;
  /** Returns when it is on the disk. Throws what the file system throws. */
  making(guest: Owned): void;
  gone(guest: Owned): void;
  /** A run that leaves nothing leaves no journal either. */
  close(isClean: boolean): void;
}

/** The journal of a run, in a folder of journals: begun with the first name. Throws what the file system throws. */
export function journalIn(folder: string, heading: JournalHeading): Journal {
  const path = join(folder, `${heading.run}.jsonl`);
  let file: number | undefined;
  const write = (line: object, isDurable: boolean): void => {
    if (file === undefined) {
      mkdirSync(folder, { recursive: true });
      file = openSync(path, "ax", 0o600);
      appendFileSync(file, `${JSON.stringify(heading)}\n`);
    }
    appendFileSync(file, `${JSON.stringify(line)}\n`);
    if (isDurable) fdatasyncSync(file);
  };
  /** Once a line could not be written, the last one may be torn: nothing comes after it. */
  let isTorn = false;
  return {
    path,
    making: ({ kind, name }) => {
      if (isTorn) throw new Error("a line of it could not be written before");
      try {
        write({ making: kind, name }, true);
      } catch (error) {
        isTorn = true;
        throw error;
      }
    },
    // One that is not on the disk costs the sweep a request, no more.
    gone: ({ kind, name }) => {
      if (file === undefined || isTorn) return;
      try {
        write({ gone: kind, name }, false);
      } catch {
        isTorn = true;
      }
    },
    close: (isClean) => {
      if (file === undefined) return;
      closeSync(file);
      file = undefined;
      if (isClean) rmSync(path);
    },
  };
}
