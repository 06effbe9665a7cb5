import ora from "ora";

import type { Progress } from "../properties/survey.ts";

/** Shows how a run gets on, on stderr: live on a terminal, a plain line now and then elsewhere. */
export function progressOn(stream: NodeJS.WriteStream): {
  show(progress: Progress): void;
  end(): void;
} {
  const started = performance.now();
  const line = ({ phase, sent, budget, exercised, broken, rule }: Progress): string => {
    const rate = Math.round(sent / ((performance.now() - started) / 1000));
    const what =
      phase === "searching" ? `searching: ${sent} of ${budget} requests` : `shortening ${rule}`;
    return `${what}, ${exercised} rules exercised, ${broken} broken, ${rate} requests/s`;
  };
  // A terminal without a width, as some recorders have, cannot be drawn on.
  if (stream.isTTY && stream.columns > 0) {
    const spinner = ora({ stream, discardStdin: false }).start();
    return {
      show: (progress) => {
        spinner.text = line(progress);
      },
      end: () => {
        spinner.stop();
      },
    };
  }
  let shown = started;
  return {
    show: (progress) => {
      if (performance.now() - shown < 3000) return;
      shown = performance.now();
      stream.write(`${line(progress)}\n`);
    },
    end: () => {},
  };
}
