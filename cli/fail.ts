import { visible } from "../reports/text.ts";
import { withoutLeaks } from "../targets/leaks.ts";
import { NotInstalled } from "../targets/peer.ts";
import { Strayed } from "../targets/proof.ts";
import { Unforgetful, Unreachable } from "../targets/target.ts";
import { Leak, Misuse } from "./failure.ts";
import { tell } from "./terminal.ts";

/** Says in one line what went wrong, and ends with the exit code of that. */
export function fail(error: unknown): void {
  const isMistake = [Misuse, Strayed, Unforgetful, NotInstalled].some(
    (one) => error instanceof one,
  );
  const isTrouble = error instanceof Unreachable || error instanceof Leak;
  const message =
    error instanceof Error && (isMistake || isTrouble)
      ? error.message
      : `a defect of this suite, please report it: ${traceOf(error)}`;
  tell(withoutLeaks(visible(message)));
  process.exitCode = isMistake ? 2 : isTrouble ? 3 : 70;
}

/** The stack only for those who ask for it. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return process.env["DEBUG"] === undefined
    ? `${error.message.split("\n")[0]} (DEBUG=1 shows where)`
    : (error.stack ?? error.message);
}
