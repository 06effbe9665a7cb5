import { commandText } from "./command-text.ts";
import type { StoredCommand } from "./stored.ts";
import { block, code, prose, shortened, visible } from "./text.ts";

/** One thing in which two targets differ, as it is written down. */
export interface ToldDifference {
  readonly operation: string;
  readonly name: string;
  readonly one: string;
  readonly other: string;
  readonly brokenBy: { readonly one: readonly string[]; readonly other: readonly string[] };
  readonly question?: string;
  readonly commands: readonly StoredCommand[];
  /** The conversation for a shell, at the first of the two. */
  readonly awsCli: readonly string[];
}

/** Two targets beside each other. */
export interface DiffReport {
  readonly suite: string;
  readonly seed: number;
  readonly one: string;
  readonly other: string;
  /** To each of them. */
  readonly requests: number;
  readonly differences: readonly ToldDifference[];
  /** What was seen to differ, and not each time. */
  readonly unsteady: readonly string[];
  /** Why not all was asked that was to be, where that is so. */
  readonly cutShort?: string;
}

/** Which of the two the contract sides with. */
function sideOf(
  { brokenBy, question }: ToldDifference,
  { one, other }: Pick<DiffReport, "one" | "other">,
): string {
  const [ours, theirs] = [brokenBy.one, brokenBy.other];
  if (ours.length > 0 && theirs.length > 0)
    return `the contract sides with neither (${[...new Set([...ours, ...theirs])].join(", ")})`;
  if (theirs.length > 0) return `the contract sides with ${one} (${theirs.join(", ")})`;
  if (ours.length > 0) return `the contract sides with ${other} (${ours.join(", ")})`;
  return question === undefined
    ? "the contract says nothing of it"
    : `no fact says what AWS does (${question})`;
}

/** The longest answer that stands on a terminal. */
const longest = 80;

/** The summary of a diff: a line for each difference. */
export const diffText = (diff: DiffReport): string =>
  [
    ...diff.differences.map((difference) =>
      visible(
        `${difference.operation} ${difference.name}: ${shortened(difference.one, longest)} / ${shortened(difference.other, longest)}; ${sideOf(difference, diff)}`,
      ),
    ),
    ...(diff.differences.length === 0 ? [] : [""]),
    `${visible(diff.one)} and ${visible(diff.other)}, seed ${diff.seed}: ${diff.differences.length === 0 ? "no difference" : `${diff.differences.length} ${diff.differences.length === 1 ? "difference" : "differences"}`} in ${diff.requests} requests to each`,
    ...(diff.unsteady.length === 0
      ? []
      : [`${diff.unsteady.length} more were seen, and not each time`]),
    ...(diff.cutShort === undefined ? [] : [visible(`not all was asked: ${diff.cutShort}`)]),
  ].join("\n");

/** A diff as Markdown, each difference with the conversation that shows it. */
export const diffMarkdown = (diff: DiffReport): string =>
  [
    `# ${prose(diff.one)} and ${prose(diff.other)}`,
    "",
    `${diff.differences.length} differences in ${diff.requests} requests to each; seed ${diff.seed}, suite ${diff.suite}.`,
    "",
    ...(diff.cutShort === undefined ? [] : [`Not all was asked: ${code(diff.cutShort)}.`, ""]),
    ...diff.differences.flatMap((difference) => [
      `## ${prose(`${difference.operation}: ${difference.name}`)}`,
      "",
      `- ${prose(diff.one)}: ${code(difference.one)}`,
      `- ${prose(diff.other)}: ${code(difference.other)}`,
      `- ${prose(sideOf(difference, diff))}`,
      "",
      ...difference.commands.map((command, index) => `${index + 1}. ${code(commandText(command))}`),
      "",
      ...block("sh", difference.awsCli),
      "",
    ]),
    ...(diff.unsteady.length === 0
      ? []
      : ["Seen, and not each time:", "", ...diff.unsteady.map((one) => `- ${code(one)}`), ""]),
  ].join("\n");
