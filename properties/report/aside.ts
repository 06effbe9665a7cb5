import { counterexampleOf } from "../../reports/counterexample.ts";
import type { Report } from "../../reports/report.ts";
import type { StoredCommand } from "../../reports/stored.ts";
import { siteOf, type Target } from "../../targets/target.ts";
import type { SearchResult } from "../gathering.ts";
import type { Crash } from "../shrink/crashes.ts";

/** What a report tells beside its rules: what was lost, what is lost each time, and what a client had no way to ask. */
export const toldAside = (
  target: Target,
  searched: SearchResult,
  crashes: readonly Crash[],
): Pick<Report, "lost" | "crashes" | "unasked"> => ({
  lost: summed(searched.lost, crashes),
  ...(crashes.length === 0 ? {} : { crashes: crashes.map((crash) => told(crash, target)) }),
  ...(searched.unasked.length === 0 ? {} : { unasked: unaskedIn(searched) }),
});

/** What is longer tells nobody more. */
const longestReason = 1000;

/** What was lost, but for what comes back each time: that is told by itself. */
function summed(lost: SearchResult["lost"], crashes: readonly Crash[]): Report["lost"] {
  const known = new Set(crashes.map(({ story }) => story.failure.violation.rule));
  const counts = new Map<string, Report["lost"][number]>();
  for (const { operation, reason: whole, crash } of lost) {
    if (crash !== undefined && known.has(crash)) continue;
    const reason = whole.slice(0, longestReason);
    const key = `${operation} ${reason}`;
    counts.set(key, { operation, reason, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count).slice(0, 20);
}

/** A crash with its story. */
const told = ({ story, count }: Crash, target: Target): NonNullable<Report["crashes"]>[number] => {
  const { conversation, failure, talk } = story;
  const last = conversation.at(-1);
  return {
    id: failure.violation.rule,
    operation: last?.action ?? last?.operation ?? "",
    count,
    counterexample: counterexampleOf(
      failure.violation,
      conversation,
      talk.exchanges,
      siteOf(target),
    ),
  };
};

/** The most ways of not being asked that are told. */
const mostUnasked = 50;

/** What a client had no way to ask, the most frequent first, each with the plainest request of that kind. */
function unaskedIn({ unasked }: SearchResult): NonNullable<Report["unasked"]> {
  const known = new Map<string, NonNullable<Report["unasked"]>[number]>();
  for (const { command, reason: whole } of unasked) {
    const reason = whole.slice(0, longestReason);
    const key = `${command.operation} ${reason}`;
    const before = known.get(key);
    const stored: StoredCommand = command;
    const isPlainer =
      before === undefined || JSON.stringify(stored).length < JSON.stringify(before.command).length;
    known.set(key, {
      operation: command.operation,
      reason,
      count: 1 + (before?.count ?? 0),
      command: isPlainer ? stored : before.command,
    });
  }
  return [...known.values()].toSorted((a, b) => b.count - a.count).slice(0, mostUnasked);
}
