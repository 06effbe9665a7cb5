import type { VNode } from "preact";

import { harms, type Report } from "../report.ts";
import { percent, seedOf } from "../summary.ts";
import { defectsTold, harmNames } from "../told.ts";
import { h } from "./element.ts";
import { chip } from "./words.ts";

/** What was tried, when, and what it came to: all that most readers want. */
export const firstScreen = (report: Report): VNode =>
  h(
    "header",
    { id: "top" },
    h(
      "p",
      { class: "suite" },
      "elasticache-conformance: the Amazon ElastiCache user API, with proof",
    ),
    h(
      "h1",
      null,
      [report.target.name, report.target.version].filter((part) => part !== undefined).join(" "),
      " ",
      chip(report.verdict ?? "inconclusive", verdictOf(report)),
    ),
    h(
      "p",
      { class: "when" },
      [
        ...(report.date === undefined ? [] : [report.date.slice(0, 16).replace("T", " ") + " UTC"]),
        ...(report.target.endpoint === undefined ? [] : [report.target.endpoint]),
        seedOf(report),
        `suite ${report.suite.version}`,
      ].join(" · "),
    ),
    ...doubt(report),
    h("dl", { class: "figures" }, ...figures(report)),
    ...harmTable(report),
    ...movement(report),
  );

/** Why nothing is proved, or why not all could be tried. */
function doubt({ verdict, ruling, inconclusive }: Report): readonly VNode[] {
  const why = inconclusive ?? (verdict === "inconclusive" ? ruling?.because : undefined);
  return why === undefined
    ? []
    : [
        h(
          "p",
          { class: "doubt" },
          `${verdict === "inconclusive" ? "Nothing is proved" : "Not all could be tried"}: ${why}.`,
        ),
      ];
}

const verdictOf = ({ verdict, ruling }: Report): string =>
  verdict === undefined ? "no verdict" : `${verdict}, exit ${ruling?.exitCode ?? "?"}`;

const figure = (name: string, value: string, title?: string): VNode =>
  h("div", title === undefined ? null : { title }, h("dt", null, name), h("dd", null, value));

function figures(report: Report): readonly VNode[] {
  const { score, rules, crashes = [], spent } = report;
  const broken = rules.filter(({ outcome }) => outcome === "broken").length;
  const tolerated = rules.filter(({ outcome }) => outcome === "tolerated").length;
  return [
    figure("grade", score.grade, score.gradeCriteria),
    figure("defects", String(defectsTold(report).length)),
    figure("rules broken", `${broken} of ${rules.length}`),
    ...(tolerated === 0 ? [] : [figure("known deviations", String(tolerated))]),
    ...(crashes.length === 0 ? [] : [figure("crashes", String(crashes.length))]),
    figure("rules tried", percent(score.coverage)),
    figure("requests", String(spent.commands + spent.shrinkCommands)),
    figure("seconds", String(spent.seconds)),
  ];
}

/** How many defects there are of each harm, as bars. */
function harmTable(report: Report): readonly VNode[] {
  const defects = defectsTold(report);
  const rows = harms
    .map((harm) => ({ harm, count: defects.filter((one) => one.harm === harm).length }))
    .filter(({ count }) => count > 0);
  const most = Math.max(...rows.map(({ count }) => count));
  return rows.length === 0
    ? []
    : [
        h(
          "table",
          { class: "harms" },
          h("caption", null, "Defects by the harm that they do, the worst first"),
          h(
            "tbody",
            null,
            ...rows.map(({ harm, count }) =>
              h(
                "tr",
                null,
                h("th", { scope: "row" }, harmNames[harm]),
                h("td", null, String(count)),
                h(
                  "td",
                  { "aria-hidden": "true", class: "track" },
                  h("span", { class: `bar ${harm}`, style: `width:${(100 * count) / most}%` }),
                ),
              ),
            ),
          ),
        ),
      ];
}

/** What changed since the baseline, where there is one. */
function movement({ ruling, defects = [] }: Report): readonly VNode[] {
  if (ruling?.newlyBroken === undefined) return [];
  const { newDefects, mendedDefects = [], newlyBroken, mended = [], stillBroken = [] } = ruling;
  const added = defects.filter(({ id }) => newDefects?.includes(id) === true);
  return [
    h(
      "section",
      { class: "movement", "aria-label": "since the baseline" },
      h("h2", null, "Since the baseline"),
      h(
        "p",
        null,
        `Rules: ${newlyBroken.length} newly broken, ${mended.length} mended, ${stillBroken.length} broken as before.`,
        ...(newDefects === undefined
          ? []
          : [` Defects: ${added.length} new, ${mendedDefects.length} gone.`]),
      ),
      h(
        "ul",
        null,
        ...added.map(({ id, title }) =>
          h("li", null, chip("new", "new"), " ", h("a", { href: `#${anchorOf(id)}` }, title)),
        ),
        ...mendedDefects.map(({ title }) => h("li", null, chip("mended", "mended"), " ", title)),
      ),
    ),
  ];
}

/** The name of a place on the page: of a defect, a rule or a crash. */
export const anchorOf = (id: string): string => id.replaceAll(/[^\w/.-]+/g, "-");
