import type { Target } from "../targets/target.ts";
import { tell } from "./terminal.ts";

/** What ends a program from outside: Ctrl-C, `kill` and `timeout`, a terminal that is closed. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Calls back at each signal that is to end the program. Returns what takes that back. */
export function onSignals(interrupt: () => void): () => void {
  for (const signal of signals) process.on(signal, interrupt);
  return () => {
    for (const signal of signals) process.off(signal, interrupt);
  };
}

let isOurs = false;

/** Ends the program at once, because we say so. */
export function exitNow(code: number): never {
  isOurs = true;
  process.exit(code);
}

/** At the first interrupt the run ends in good order, at the second at once. Returns what takes that back. */
export const onInterrupt = (
  interruption: AbortController,
  ...targets: readonly Target[]
): (() => void) =>
  onSignals(() => {
    if (interruption.signal.aborted) {
      for (const target of targets) sayWhatIsLeft(target);
      // As shells put it: ended by signal 2.
      exitNow(130);
    }
    interruption.abort();
    tell("stopping, and deleting the users that were made; once more stops at once");
  });

/** Names users of ours that are still there. */
export function sayWhatIsLeft({ leftBehind = [], endpoint, name, journal }: Target): void {
  if (leftBehind.length > 0)
    tell(
      `left behind at ${endpoint ?? name}, to be deleted by hand${journal === undefined ? "" : " or by `sweep`"}: ${leftBehind.join(" ")}`,
    );
  if (journal !== undefined) tell(`not all is seen to be gone: \`sweep ${journal}\` looks again`);
}

/**
 * Does what may be interrupted. Where a module of somebody else takes part, which may call `process.exit` or throw where nobody waits
 * for it, the program does not end in silence, as if all were well.
 */
export async function interruptible(
  client: string | undefined,
  work: (interruption: AbortController) => Promise<void>,
): Promise<void> {
  const interruption = new AbortController();
  const unguard = client === undefined ? () => {} : guardExit(interruption, `the client ${client}`);
  try {
    await work(interruption);
  } finally {
    unguard();
  }
}

function guardExit(interruption: AbortController, who: string): () => void {
  const onExit = (code: number): void => {
    if (isOurs) return;
    tell(
      `${who} ended the program (exit ${code}) before there was a verdict: it must not call process.exit`,
    );
    process.exitCode = 3;
  };
  const onDefect = (error: unknown): void => {
    tell(
      `${who} failed where nobody waits for it (${error instanceof Error ? error.message.split("\n")[0] : String(error)})`,
    );
    interruption.abort(error);
  };
  process.on("exit", onExit);
  process.on("uncaughtException", onDefect);
  process.on("unhandledRejection", onDefect);
  return () => {
    process.off("exit", onExit);
    process.off("uncaughtException", onDefect);
    process.off("unhandledRejection", onDefect);
  };
}
