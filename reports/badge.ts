import { makeBadge } from "badge-maker";

import type { Format, Report } from "./report.ts";
import { visible } from "./text.ts";
import { defectsTold } from "./told.ts";

const colours: Readonly<Record<string, string>> = {
  A: "brightgreen",
  B: "green",
  C: "yellow",
  D: "orange",
  E: "red",
};

/** A badge, as a picture and as what shields.io asks an endpoint for. */
export const badge: Format = {
  paths: ["badge.svg", "badge.json"],
  write: (report) => {
    const { label, message, color } = shown(report);
    return [
      { path: "badge.svg", text: `${makeBadge({ label, message, color })}\n` },
      {
        path: "badge.json",
        text: `${JSON.stringify({ schemaVersion: 1, label, message, color }, null, 2)}\n`,
      },
    ];
  },
};

function shown(report: Report): { label: string; message: string; color: string } {
  const { grade } = report.score;
  const found = defectsTold(report).length;
  const message =
    report.verdict === "inconclusive"
      ? "inconclusive"
      : `${grade}, ${found > 0 ? `${found} ${found === 1 ? "defect" : "defects"}` : report.verdict}`;
  return {
    label: `ElastiCache user API: ${visible(report.target.name)}`,
    message,
    color: report.verdict === "inconclusive" ? "lightgrey" : (colours[grade] ?? "lightgrey"),
  };
}
