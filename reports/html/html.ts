import { inOneFile, type Report } from "../report.ts";
import { cellPicture } from "./cells.ts";
import { crashCards, defectCards } from "./defects.ts";
import { documentOf } from "./document.ts";
import { h, type Part } from "./element.ts";
import { firstScreen } from "./first-screen.ts";
import { ruleTable } from "./rules.ts";
import { questionTable, runFacts } from "./run.ts";

/** The report as one page, which needs nothing beside it. */
export const html = inOneFile("report.html", (report) =>
  documentOf(titleOf(report), sections(report)),
);

const titleOf = ({ target, verdict }: Report): string =>
  [target.name, target.version, "·", verdict ?? "no verdict", "· elasticache-conformance"]
    .filter((part) => part !== undefined)
    .join(" ");

function sections(report: Report): readonly Part[] {
  const parts = [
    ["defects", "Defects", [defectCards(report)]],
    ["crashes", "Crashes", crashCards(report)],
    ["rules", "Rules", [ruleTable(report)]],
    ["cells", "What can happen", cellPicture(report)],
    ["questions", "Open questions", questionTable(report)],
    ["run", "The run", [runFacts(report)]],
  ] as const;
  const there = parts.filter(([, , content]) => content.length > 0);
  return [
    firstScreen(report),
    h(
      "nav",
      { "aria-label": "parts of the report" },
      h(
        "ul",
        null,
        h("li", null, h("a", { href: "#top" }, "Top")),
        ...there.map(([id, name]) => h("li", null, h("a", { href: `#${id}` }, name))),
      ),
    ),
    h("main", null, ...there.flatMap(([, , content]) => [...content])),
  ];
}
