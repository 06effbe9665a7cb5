import { inTurn, markers, isPlaceholder } from "../models/contract/placeholder.ts";
import type { Site } from "../models/contract/site.ts";
import {
  accountVariable,
  endpointVariable,
  isForCurl,
  markerVariable,
  requestLine,
  secretsIn,
  type Tool,
} from "./request.ts";
import type { StoredCommand } from "./stored.ts";

/**
 * A story as lines for a shell: for the AWS command line, or for curl. What the AWS command line would not let out is given to curl
 * there too. Secrets are made anew, of the same length; what a line needs of an earlier answer, it takes from there.
 */
export function asShell(
  commands: readonly StoredCommand[],
  site: Site,
  tool: Tool = "cli",
): readonly string[] {
  const accounts = accountsAsked(commands, site, tool);
  const lines = commands.flatMap((command, index) => {
    const next = commands[index + 1]?.client;
    const before = accounts.get(index) ?? [];
    if (command.client === undefined)
      return [...before, ...linesOf(command, commands.slice(index + 1), site, tool)];
    // What one client sends stands together: each waits only for itself.
    const isFirst = commands[index - 1]?.client === undefined;
    const section = isFirst ? clientsFrom(commands, index) : [];
    return [
      ...before,
      ...section.flatMap((client) => [
        "(",
        ...client.flatMap((one) => linesOf(one, [], site, tool)),
        ") &",
      ]),
      ...(next === undefined ? ["wait"] : []),
    ];
  });
  return [...helpersFor(lines, commands), ...lines];
}

const password = String.raw`password() { LC_ALL=C tr -dc a-z0-9 < /dev/urandom | head -c "$1"; }`;
const half = String.raw`half() { printf '%s' "$1" | cut -c "1-$(( (${"$"}{#1} + 1) / 2 ))"; }`;

/** The digits that stand where an ARN has the account, in what either tool prints of those who are listed. */
const takingAccount = String.raw` | sed -nE 's/.*arn:[^:]*:[^:]*:[^:]*:([^:]*):.*/\1/p' | head -n 1`;

/**
 * Where each account that a line names is asked for, before which command and how: by whoever is listed once somebody was made. Later
 * the only one may be gone.
 */
function accountsAsked(
  commands: readonly StoredCommand[],
  site: Site,
  tool: Tool,
): ReadonlyMap<number, readonly string[]> {
  const asked = Map.groupBy(commands.entries(), ([, one]) => accountVariable(one));
  const found = [...asked].flatMap(([variable, theirs]) => {
    const use = theirs.find(([, one]) => requestLine(one, site, tool).includes(variable));
    if (use === undefined) return [];
    const [index, { region, account }] = use;
    const maker = theirs.find(
      ([before, { operation }]) => before < index && operation.startsWith("Create"),
    );
    const [at, { region: where = region, operation = "CreateUser" }] = maker ?? [index, {}];
    const list = requestLine(
      {
        operation: operation === "CreateUser" ? "DescribeUsers" : "DescribeUserGroups",
        input: {},
        ...(where === undefined ? {} : { region: where }),
        ...(account === undefined ? {} : { account }),
      },
      site,
      tool,
    );
    const line = `${variable.slice(1)}=$(${list}${takingAccount})`;
    return [[besideClients(commands, maker === undefined ? at : at + 1), line] as const];
  });
  return new Map(
    [...Map.groupBy(found, ([at]) => at)].map(([at, lines]) => [at, lines.map(([, line]) => line)]),
  );
}

/** The same place, or the one before all that several clients send at once. */
const besideClients = (commands: readonly StoredCommand[], at: number): number =>
  commands[at]?.client === undefined || commands[at - 1]?.client === undefined
    ? at
    : besideClients(commands, at - 1);

/** What the lines make use of: where to, functions, and secrets. */
function helpersFor(
  lines: readonly string[],
  commands: readonly StoredCommand[],
): readonly string[] {
  const has = (text: string): boolean => lines.some((line) => line.includes(text));
  const secrets = [...secretsIn(commands)].filter(([name]) => has(`$${name}`));
  return [
    ...(has(`"$${endpointVariable}"`)
      ? [
          `${endpointVariable}=http://127.0.0.1:8000 # where it is served, as by \`serve --port 8000\``,
        ]
      : []),
    ...(has("$OTHER_ACCESS_KEY")
      ? [': "${OTHER_ACCESS_KEY:?the access key of a second account}"']
      : []),
    ...(secrets.length > 0 ? [password] : []),
    ...secrets.map(([name, length]) => `${name}=$(password ${length})`),
    ...(has("$(half ") ? [half] : []),
  ];
}

/** The commands of several clients, client by client, from the first of them on. */
function clientsFrom(
  commands: readonly StoredCommand[],
  from: number,
): readonly (readonly StoredCommand[])[] {
  const end = commands.findIndex(({ client }, index) => index > from && client === undefined);
  const section = commands.slice(from, end < 0 ? commands.length : end);
  return [...new Set(section.map(({ client }) => client))].map((client) =>
    section.filter((command) => command.client === client),
  );
}

function linesOf(
  command: StoredCommand,
  later: readonly StoredCommand[],
  site: Site,
  chosen: Tool,
): readonly string[] {
  const { until, times } = command;
  const tool = chosen === "cli" && isForCurl(command) ? "curl" : chosen;
  const line = requestLine(command, site, tool);
  return [
    ...(tool === chosen ? [] : ["# the AWS command line does not send this one:"]),
    ...(times === undefined
      ? until === "settled"
        ? untilSettled(line)
        : pages(command, later, line, site, tool)
      : [`for n in $(seq 0 ${times - 1}); do ${inTurn(line, `'"$n"'`)}; done`]),
  ];
}

const untilSettled = (line: string): readonly string[] => [
  "# again until nothing is changing any more:",
  `for _ in $(seq 60); do ${line} 2>&1 | tee /dev/stderr | grep -qE 'creating|modifying|deleting|not available for tagging' || break; sleep 1; done`,
];

/** How the marker of a page is taken from it, which is shown all the same. */
const takingMarker: { readonly [T in Tool]: string } = {
  cli: String.raw` --output json | tee /dev/stderr | sed -nE 's/.*"Marker": "(.*)".*/\1/p'`,
  curl: String.raw` | tee /dev/stderr | sed -nE 's/.*<Marker>([^<]*).*/\1/p'`,
};

/** More pages than any list has. */
const mostPages = 1100;

/** A list that is read to its end, or whose marker is asked for later; all others as they are. */
function pages(
  command: StoredCommand,
  later: readonly StoredCommand[],
  line: string,
  site: Site,
  tool: Tool,
): readonly string[] {
  const { operation, input, until } = command;
  const variable = markerVariable(operation);
  const taken = (one: string): string => `${variable}=$(${one}${takingMarker[tool]})`;
  const isPaged = "MaxRecords" in input || "Marker" in input;
  const isWhole = until === "listed" && (isPaged || tool === "curl");
  const isAsked = later.some(
    (one) => isFilledIn(one) && (one.operation === operation || variable === "groups"),
  );
  // A page that an odd marker leads to is nobody's next one.
  const isNext = !isFilledIn(command) || input.Marker === markers.next;
  const source = input.Marker === markers.ofGroups ? "groups" : variable;
  // Without a page before there is none to go on with.
  const guard = isFilledIn(command) ? `[ -z "$${source}" ] || ` : "";
  const first = `${guard}${isNext && (isWhole || isAsked) ? taken(line) : line}`;
  if (!isWhole) return [first];
  const next = requestLine({ ...command, input: { ...input, Marker: markers.next } }, site, tool);
  return [
    first,
    `for _ in $(seq ${mostPages}); do [ -n "$${variable}" ] || break; ${taken(next)}; done`,
  ];
}

/** True of a request whose marker is taken from an answer before. */
const isFilledIn = ({ input }: StoredCommand): boolean => isPlaceholder(input.Marker);
