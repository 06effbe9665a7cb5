import type { StoredCommand } from "./stored.ts";

/** A command in one line, with all that it asks for. */
export function commandText({ operation, input, ...how }: StoredCommand): string {
  const { action, region, account, client, times, until } = how;
  const asides = [
    ...(region === undefined ? [] : [`in ${region}`]),
    ...(account === undefined ? [] : ["by another account"]),
    ...(client === undefined ? [] : [`client ${client}`]),
    ...(times === undefined ? [] : [`${times} times`]),
    ...(until === "settled" ? ["until nothing is changing"] : []),
    ...(until === "listed" ? ["all pages"] : []),
  ];
  const members = Object.entries(input)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(", ");
  return `${action ?? operation}(${members})${asides.length === 0 ? "" : `, ${asides.join(", ")}`}`;
}
