import type { Counterexample } from "../stored.ts";
import { barsIn } from "../timeline.ts";
import { h, type Part } from "./element.ts";

const row = 30;
const width = 640;

/** What several clients said, as a picture: a row for each command, from when it was sent to when it was answered. */
export function timelinePicture(exchanges: Counterexample["exchanges"]): readonly Part[] {
  const bars = barsIn(exchanges);
  if (bars.length === 0) return [];
  const start = Math.min(...bars.map(({ called }) => called));
  const end = Math.max(...bars.map(({ returned }) => returned));
  const at = (turn: number): number =>
    Math.round((width * (turn - start)) / Math.max(1, end - start));
  return [
    h(
      "figure",
      { class: "timeline" },
      h(
        "svg",
        {
          viewBox: `0 0 ${width} ${row * bars.length}`,
          role: "img",
          "aria-label": `which commands were on their way at the same time: ${bars
            .map(({ client, label }) => `client ${client}: ${label}`)
            .join("; ")}`,
        },
        ...bars.flatMap(({ client, called, returned, label }, index) => [
          h("rect", {
            x: at(called),
            y: index * row + 3,
            width: Math.max(4, at(returned) - at(called)),
            height: row - 6,
            rx: 4,
            class: `client-${client % 4}`,
          }),
          h(
            "text",
            // A bar at the right has its words before it.
            at(called) > width / 2
              ? { x: at(returned) - 6, y: index * row + 20, "text-anchor": "end" }
              : { x: at(called) + 6, y: index * row + 20 },
            `client ${client}: ${label}`,
          ),
        ]),
      ),
      h(
        "figcaption",
        null,
        "Each command from when it was sent to when it was answered: those that stand above each other were on their way at the same time.",
      ),
    ),
  ];
}
