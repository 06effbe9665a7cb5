import type { Exchange } from "../../models/contract/contract.ts";
import { documentOf, type Element } from "../../models/contract/xml.ts";

/** What an answer shows, by name: as text that two targets must give alike. */
export type Facets = ReadonlyMap<string, string>;

/** Facets of whether a request was taken, of what was answered, of the words of a refusal, and of the form on the wire. */
export type Kind = "outcome" | "member" | "message" | "form";

export const kindOf = (name: string): Kind =>
  name === "outcome" || name === "message" ? name : name.startsWith("form of ") ? "form" : "member";

/**
 * What the answers to one command show, without what must differ: accounts, request ids, markers, times, the order of what no
 * fact orders, and how far a change has come.
 */
export function facetsOf(exchanges: readonly Exchange[]): Facets {
  const [first] = exchanges;
  const last = exchanges.at(-1);
  if (first === undefined || last === undefined) return new Map();
  const { until, times } = first.command;
  // Whoever waits sees what came of it; of many pages, and of many requests, each counts.
  if (until !== "settled" && times === undefined) {
    const pages = exchanges.flatMap((exchange) => [...facetsOfOne(exchange)]);
    return new Map(pages).set("pages", String(exchanges.length));
  }
  return facetsOfOne(last);
}

function facetsOfOne({ answer }: Exchange): Facets {
  const facets = new Map<string, string>();
  if (answer.kind === "accepted") {
    facets.set("outcome", "accepted");
    for (const [name, value] of membersIn("", answer.output)) facets.set(name, value);
    if ("Marker" in answer.output) facets.set("Marker", "there");
  } else if (answer.kind === "refused") {
    facets.set("outcome", `refused with ${answer.code}`);
    facets.set("message", answer.message);
  } else facets.set("outcome", answer.kind === "lost" ? "no answer" : "not supported");
  const { wire } = "wire" in answer ? answer : {};
  if (wire === undefined) return facets;
  facets.set("form of status", String(wire.status));
  facets.set("form of content-type", wire.headers["content-type"] ?? "none");
  const document = documentOf(wire);
  facets.set(
    "form of elements",
    document.kind === "well-formed"
      ? [...new Set(pathsIn(document.root, ""))].toSorted().join(" ")
      : document.kind,
  );
  return facets;
}

/** The paths of elements, and what of them is empty. */
const pathsIn = ({ name, children, text }: Element, within: string): readonly string[] => [
  `${within}/${name}${children.length === 0 && text.trim() === "" ? " (empty)" : ""}`,
  ...children.flatMap((child) => pathsIn(child, `${within}/${name}`)),
];

const idNames = ["UserId", "UserGroupId", "Key"];

function* membersIn(path: string, value: unknown): Generator<readonly [string, string]> {
  if (Array.isArray(value)) yield* itemsIn(path, value);
  else if (typeof value === "object" && value !== null)
    for (const [name, part] of Object.entries(value)) {
      if (name === "Marker") continue;
      yield* membersIn(path === "" ? name : `${path}.${name}`, part);
    }
  else if (value !== undefined)
    yield [path, steady(path, typeof value === "string" ? value : JSON.stringify(value))];
}

/** Items by their ids, so that order does not count; those that are leaving may be seen or not. */
function* itemsIn(path: string, items: readonly unknown[]): Generator<readonly [string, string]> {
  const plain = items.filter((item) => typeof item !== "object");
  if (plain.length > 0 || items.length === 0)
    yield [path, JSON.stringify(plain.map(String).toSorted())];
  for (const item of items) {
    if (typeof item !== "object" || item === null) continue;
    const members = new Map<string, unknown>(Object.entries(item));
    if (members.get("Status") === "deleting") continue;
    const id = idNames.map((name) => members.get(name)).find((one) => typeof one === "string");
    yield [`${path}[${id ?? ""}]`, "there"];
    yield* membersIn(`${path}[${id ?? ""}]`, item);
  }
}

/** A value without the account that it names; a state without how far a change has come. */
const steady = (path: string, value: string): string =>
  path.endsWith("Status")
    ? value.replace(/^(?:creating|modifying)$/, "active")
    : value.replaceAll(/(arn:[a-z-]*:elasticache:[a-z0-9-]*:)\d{12}:/g, "$1<account>:");
