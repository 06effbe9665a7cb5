import type { Target } from "../targets/target.ts";

/** At the first interrupt the run ends in good order, at the second at once. Returns what takes that back. */
export function onInterrupt(interruption: AbortController, target: Target): () => void {
  const interrupt = (): void => {
    if (interruption.signal.aborted) {
      sayWhatIsLeft(target);
      // As shells put it: ended by signal 2.
      process.exit(130);
    }
    interruption.abort();
    process.stderr.write(
      "stopping, and deleting the users that were made; once more stops at once\n",
    );
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  return () => {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  };
}

/** Names users of ours that are still there. */
export function sayWhatIsLeft({ leftBehind = [], endpoint, name, journal }: Target): void {
  if (leftBehind.length > 0)
    process.stderr.write(
      `left behind at ${endpoint ?? name}, to be deleted by hand${journal === undefined ? "" : " or by `sweep`"}: ${leftBehind.join(" ")}\n`,
    );
  if (journal !== undefined)
    process.stderr.write(`not all is seen to be gone: \`sweep ${journal}\` looks again\n`);
}
