import type { Report } from "./report.ts";
import { code, prose } from "./text.ts";
import { defectsTold, harmNames } from "./told.ts";

/** What whoever reads this can do about it. */
export function whatToDo(report: Report): readonly string[] {
  const { verdict, rules, inconclusive } = report;
  const found = defectsTold(report);
  const stale = [
    ...rules.filter(({ outcome }) => outcome === "stale").map(({ id }) => id),
    ...(report.absences ?? [])
      .filter(({ outcome }) => outcome === "stale")
      .map(({ operation }) => operation),
  ];
  const { crashes = [] } = report;
  const steps = [
    ...(verdict === "inconclusive"
      ? [
          `Nothing is proved (${code(inconclusive ?? report.ruling?.because ?? "not all was tried")}): run it again.`,
        ]
      : []),
    ...(found.length === 0
      ? []
      : [
          `Mend ${found.length === 1 ? "the defect" : `the ${found.length} defects`} below, the worst first: each has the steps that show it, and \`--formats issues\` writes each as an issue to file.`,
          "What is known and stays: list it with `--write-deviations`, and it fails no more.",
        ]),
    ...(stale.length === 0
      ? []
      : [`Take off the list of deviations what is mended: ${stale.join(", ")}.`]),
    ...(crashes.length === 0
      ? []
      : [`Look into the ${crashes.length === 1 ? "crash" : `${crashes.length} crashes`} below.`]),
  ];
  return steps.length === 0
    ? ["Nothing is to be done: nothing is broken that counts.", ""]
    : ["**What to do**", "", ...steps.map((step) => `- ${step}`), ""];
}

/** One line for each defect, with the place where its story is told. */
export function defectTable(report: Report): readonly string[] {
  const found = defectsTold(report);
  return found.length === 0
    ? []
    : [
        "| | defect | harm | level | rules |",
        "| --- | --- | --- | --- | --- |",
        ...found.map(
          ({ title, harm, level, isNew, others }, index) =>
            `| ${index + 1} | ${prose(title)}${isNew === true ? " **(new)**" : ""} | ${harm === undefined ? "" : harmNames[harm]} | ${level} | ${others.length + 1} |`,
        ),
        "",
      ];
}
