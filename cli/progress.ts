import ora from "ora";

import type { Progress } from "../properties/options.ts";
import { visible } from "../reports/text.ts";
import { tell } from "./terminal.ts";

const doing = ({ phase, sent, budget, rule }: Progress): string =>
  phase === "searching"
    ? `searching: ${sent}${budget === Infinity ? "" : ` of ${budget}`} requests`
    : phase === "diagnosing"
      ? "looking for what explains it"
      : phase === "shortening"
        ? `shortening ${rule}`
        : "deleting our users";

/** How long a log without a terminal goes without a line, in milliseconds. */
const betweenLines = 10_000;

/** Shows how a run gets on, on stderr: live on a terminal, a plain line now and then elsewhere. */
export function progressOn(stream: NodeJS.WriteStream): {
  show(progress: Progress): void;
  end(): void;
} {
  const started = performance.now();
  // Each phase counts its own requests.
  let phaseOf: Progress["phase"] | undefined;
  let since = started;
  const line = (progress: Progress): string => {
    const { phase, sent, exercised, broken, waiting } = progress;
    if (phase !== phaseOf) since = performance.now();
    phaseOf = phase;
    const seconds = (performance.now() - since) / 1000;
    const rate = seconds < 0.1 ? "" : `, ${Math.round(sent / seconds)} requests/s`;
    const wait = waiting === undefined ? "" : `, waiting for ${waiting}`;
    return `${doing(progress)}, ${exercised} rules exercised, ${broken} broken${phase === "leaving" ? "" : rate}${wait}`;
  };
  // A terminal without a width, as some recorders have, cannot be drawn on; nobody watches one in CI.
  if (stream.isTTY && stream.columns > 0 && process.env["CI"] === undefined) {
    const spinner = ora({ stream, discardStdin: false }).start();
    return {
      show: (progress) => {
        spinner.text = visible(line(progress));
      },
      end: () => {
        spinner.stop();
      },
    };
  }
  let shown = started;
  return {
    show: (progress) => {
      if (performance.now() - shown < betweenLines) return;
      shown = performance.now();
      tell(line(progress));
    },
    end: () => {},
  };
}
