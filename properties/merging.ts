import { operationNames } from "../models/contract/requests.ts";
import type { Report } from "../reports/report.ts";
import type { RecordingHeader } from "./check/recording.ts";
import { allSupported, type Support } from "./run/probe.ts";

/** Of a run that several machines share: how many they are, and whose parts were read. */
export function shardsIn(headers: readonly RecordingHeader[]): Report["shards"] {
  const shards = headers.flatMap(({ shard }) => shard ?? []);
  const [first] = shards;
  if (first === undefined) return undefined;
  const held = new Set(shards.map(({ index }) => index));
  return { of: first.of, held: [...held].toSorted((a, b) => a - b) };
}

/** Which shards are not there, as a sentence; nothing where all are. */
export function missing(shards: Report["shards"]): string | undefined {
  if (shards === undefined) return undefined;
  const { of, held } = shards;
  const all = Array.from({ length: of }, (_, place) => place + 1);
  const gone = all.filter((index) => !held.includes(index));
  if (gone.length === 0) return undefined;
  return gone.length === 1
    ? `shard ${gone[0]} of ${of} is missing`
    : `shards ${gone.join(", ")} of ${of} are missing`;
}

/** What a target has: whatever one of several runs came to know of it. */
export function supportIn([first, ...others]: readonly Support[]): Support {
  const known = { ...(first ?? allSupported) };
  for (const name of operationNames) {
    if (known[name] !== "lost") continue;
    known[name] = others.find((support) => support[name] !== "lost")?.[name] ?? "lost";
  }
  return known;
}

/** What several runs took together; of the time, that of the longest, as they went on beside each other. */
export function spentIn(all: readonly Report["spent"][]): Report["spent"] {
  const sum = (name: "commands" | "shrinkCommands" | "requests" | "throttled"): number =>
    all.reduce((total, spent) => total + (spent[name] ?? 0), 0);
  const isCounted = (name: "requests" | "throttled"): boolean =>
    all.some((spent) => spent[name] !== undefined);
  const endedBy = all.find((spent) => spent.endedBy !== undefined)?.endedBy;
  return {
    commands: sum("commands"),
    shrinkCommands: sum("shrinkCommands"),
    seconds: Math.max(0, ...all.map(({ seconds }) => seconds)),
    ...(isCounted("requests") ? { requests: sum("requests") } : {}),
    ...(isCounted("throttled") ? { throttled: sum("throttled") } : {}),
    ...(endedBy === undefined ? {} : { endedBy }),
  };
}
