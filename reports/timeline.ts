import type { Counterexample } from "./stored.ts";

type StoredExchange = Counterexample["exchanges"][number];

/** A command of one of several clients, as a bar from when it was sent to when it was answered. */
interface Bar {
  readonly client: number;
  readonly called: number;
  readonly returned: number;
  readonly label: string;
}

/** The commands of several clients in the order of their calls; none where only one spoke. */
export const barsIn = (exchanges: readonly StoredExchange[]): readonly Bar[] =>
  exchanges.flatMap((exchange) => barOf(exchange)).toSorted((a, b) => a.called - b.called);

/**
 * What several clients said, as a picture: a row for each command, in the order of their calls; bars that stand above each other
 * were on their way at the same time. Nothing where only one spoke.
 */
export function timeline(exchanges: readonly StoredExchange[]): readonly string[] {
  const bars = barsIn(exchanges);
  const start = Math.min(...bars.map(({ called }) => called));
  const scale = Math.max(
    1,
    ...bars.map(({ called, returned, label }) =>
      Math.ceil((label.length + 2) / (returned - called)),
    ),
  );
  return bars.map(({ client, called, returned, label }) => {
    const before = " ".repeat((called - start) * scale);
    const inner = label.padEnd((returned - called) * scale - 2, "-");
    return `client ${client}  ${before}|${inner}|`;
  });
}

function barOf({ command, answer, called, returned }: StoredExchange): readonly Bar[] {
  if (command.client === undefined || called === undefined || returned === undefined) return [];
  const subject = [command.input.UserId ?? command.input.UserGroupId].filter(
    (name) => name !== undefined,
  );
  const outcome = answer.code ?? answer.kind;
  return [
    {
      client: command.client,
      called,
      returned,
      label: [command.operation, ...subject, outcome].join(" "),
    },
  ];
}
