import { beliefsIn } from "../models/belief/told.ts";
import type { Command, Exchange } from "../models/contract/contract.ts";
import type { Site } from "../models/contract/site.ts";
import type { Violation } from "../models/judge/judge.ts";
import { model } from "../models/model.ts";
import { asShell } from "./shell.ts";
import type { Counterexample } from "./stored.ts";
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
    ...beforeLast(exchanges, site),
    exchanges: JSON.parse(steady(JSON.stringify(exchanges.map((exchange) => trimmed(exchange))))),
    awsCli: [...asShell(stored, site)],
    curl: [...asShell(stored, site, "curl")],
    token: tokenOf({ rule, commands: stored, at: site.kind }),
  };
}

/** What was known before the last exchange; nothing where several clients spoke, as nobody knows who came first. */
function beforeLast(
  exchanges: readonly Exchange[],
  { region }: Site,
): Pick<Counterexample, "before"> {
  if (exchanges.some(({ command }) => command.client !== undefined)) return {};
  const world = exchanges
    .slice(0, -1)
    .reduce((before, exchange) => model.step(before, exchange), model.initial(region));
  return { before: JSON.parse(steady(JSON.stringify(beliefsIn(world)))) };
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

/** Request ids differ in each run and tell nothing. */
const steady = (text: string): string =>
  text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, "<request id>")
    .replaceAll(/(<RequestId>)[^<]*(<\/RequestId>)/g, "$1<request id>$2")
    .replaceAll(/("x-amzn-requestid":")[^"]*"/g, '$1<request id>"');
