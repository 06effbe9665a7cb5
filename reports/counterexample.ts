import type { Command, Exchange } from "../models/contract/contract.ts";
import type { Site } from "../models/contract/site.ts";
import type { Violation } from "../models/judge/judge.ts";
import type { Counterexample } from "./report.ts";
import { asShell } from "./shell.ts";
import { tokenOf } from "./token.ts";

/** What is longer tells nobody more. */
const longestText = 4000;

/** The shortest story of how a target broke a rule, as reports hold it. What changes from run to run is masked. */
export function counterexampleOf(
  { rule, expected, actual }: Violation,
  commands: readonly Command[],
  exchanges: readonly Exchange[],
  site: Site,
): Counterexample {
  const stored = [...commands];
  return {
    expected: steady(expected).slice(0, longestText),
    actual: steady(actual).slice(0, longestText),
    commands: stored,
    exchanges: JSON.parse(steady(JSON.stringify(exchanges.map((exchange) => trimmed(exchange))))),
    awsCli: [...asShell(stored, site)],
    curl: [...asShell(stored, site, "curl")],
    token: tokenOf({ rule, commands: stored, at: site.kind }),
  };
}

const keptHeaders = new Set(["content-type", "x-amzn-requestid"]);

/** An exchange with the headers that rules speak of, and no others. */
const trimmed = ({ command, answer, ...when }: Exchange): object => ({
  ...when,
  command,
  answer: answer.wire === undefined ? answer : { ...answer, wire: withKeptHeaders(answer.wire) },
});

const withKeptHeaders = <T extends { readonly headers: Readonly<Record<string, string>> }>(
  wire: T,
): T => ({
  ...wire,
  headers: Object.fromEntries(
    Object.entries(wire.headers).filter(([name]) => keptHeaders.has(name)),
  ),
});

/** Request ids differ in each run and tell nothing; account ids are nobody's business. */
const steady = (text: string): string =>
  text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, "<request id>")
    .replaceAll(/(<RequestId>)[^<]*(<\/RequestId>)/g, "$1<request id>$2")
    .replaceAll(/("x-amzn-requestid":")[^"]*"/g, '$1<request id>"')
    .replaceAll(/(:elasticache:[a-z0-9-]+:)\d{12}:/g, "$1<account>:");
