import { withArn } from "../models/contract/arn.ts";
import { secretsOf, partsOf, markers } from "../models/contract/placeholder.ts";
import { formOf, isHeldBack } from "../models/contract/requests.ts";
import type { Site } from "../models/contract/site.ts";
import type { StoredCommand } from "./stored.ts";

/** What a line is written for: the AWS command line, or curl, which signs a request that it does not look at. */
export type Tool = "cli" | "curl";

/** The variable that holds where a target listens whose address does not last. */
export const endpointVariable = "endpoint";

/** True of a request that the AWS command line does not let out, or that it would read as something else. */
export const isForCurl = ({ operation, input, action }: StoredCommand): boolean =>
  action !== undefined ||
  isHeldBack(operation, input) ||
  textsIn(input).some((text) => isRead(text));

/** True of a value that the AWS command line takes for the name of a file, for JSON, or for an option. */
const isRead = (text: string): boolean => /^(?:file|fileb|https?):\/\/|^\[|^\{(?!\{)|^-/.test(text);

const textsIn = (value: unknown): readonly string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap((part: unknown) => textsIn(part))
      : [];

/** What stands for the twelve digits of the caller's account. */
export const accountVariable = ({ account }: Pick<StoredCommand, "account">): string =>
  account === "other" ? "$OTHER_ACCOUNT" : "$ACCOUNT";

/** One request as a line of a shell. */
export function requestLine(command: StoredCommand, site: Site, tool: Tool): string {
  const who = command.account === "other" ? 'AWS_ACCESS_KEY_ID="$OTHER_ACCESS_KEY" ' : "";
  const named = { ...command, input: withArns(command, regionOf(command, site)) };
  return `${who}${tool === "cli" ? cliLine(named, site) : curlLine(named, site)}`;
}

const withArns = (command: StoredCommand, region: string): StoredCommand["input"] => {
  const { input } = command;
  const account = accountVariable(command);
  return typeof input.ResourceName === "string"
    ? { ...input, ResourceName: withArn(input.ResourceName, { region, account }) }
    : input;
};

const regionOf = ({ region }: StoredCommand, site: Site): string => region ?? site.region;

/** How the AWS command line is told where to: for every place but AWS itself, so that nothing goes there by mistake. */
const cliPlace = (site: Site, region: string): string =>
  [
    ...(site.kind === "aws" ? [] : ["--endpoint-url", urlOf(site, region)]),
    "--region",
    region,
  ].join(" ");

function cliLine(command: StoredCommand, site: Site): string {
  const { operation, input } = command;
  return [
    `aws elasticache ${kebab(operation)} ${cliPlace(site, regionOf(command, site))}`,
    ...Object.entries(input).flatMap(([name, value]) => optionOf(name, value, operation)),
    ...("MaxRecords" in input || "Marker" in input ? ["--no-paginate"] : []),
  ].join(" ");
}

function optionOf(name: string, value: unknown, operation: string): readonly string[] {
  const option = `--${kebab(name)}`;
  if (name === "Marker") return [option, word(String(value), operation)];
  if (value === true) return [option];
  if (value === false) return [`--no-${kebab(name)}`];
  if (Array.isArray(value) && value.every((item) => typeof item === "string"))
    return [option, ...(value.length === 0 ? ["'[]'"] : value.map((item) => quote(item)))];
  return typeof value === "string" || typeof value === "number"
    ? [option, quote(String(value))]
    : [option, quote(JSON.stringify(value))];
}

const word = (text: string, operation: string): string => markerIn(text, operation) ?? quote(text);

const kebab = (name: string): string => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();

/** The caller of a signed request: at AWS whoever the shell says, elsewhere nobody. */
const callerAt = ({ account }: StoredCommand, { kind }: Site): readonly string[] =>
  kind === "aws"
    ? [
        '--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"',
        '--header "x-amz-security-token: $AWS_SESSION_TOKEN"',
      ]
    : [
        `--user ${account === "other" ? '"$OTHER_ACCESS_KEY:conformance"' : "conformance:conformance"}`,
      ];

function curlLine(command: StoredCommand, site: Site): string {
  const { operation, input, action } = command;
  const region = regionOf(command, site);
  const form = formOf(action ?? operation, input);
  form.append("Version", "2015-02-02");
  return [
    `curl --silent --show-error ${urlOf(site, region)}`,
    `--aws-sigv4 aws:amz:${region}:elasticache`,
    ...callerAt(command, site),
    ...[...form].map(([name, value]) => `--data-urlencode ${name}=${word(value, operation)}`),
  ].join(" ");
}

function urlOf({ kind, url }: Site, region: string): string {
  if (kind === "aws")
    return `https://elasticache.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}/`;
  return url === undefined ? `"$${endpointVariable}"` : quote(url);
}

/** The variable that holds the marker which a list would go on with. */
export const markerVariable = (operation: string): string =>
  operation === "DescribeUserGroups" ? "groups" : "marker";

/** What stands for a marker, as a word of a shell. */
function markerIn(text: string, operation: string): string | undefined {
  const own = `"$${markerVariable(operation)}"`;
  if (text === markers.next) return own;
  if (text === markers.half) return `"$(half ${own})"`;
  return text === markers.ofGroups ? '"$groups"' : undefined;
}

/** The secrets in a story, each with the variable that holds it and its length. */
export function secretsIn(commands: readonly StoredCommand[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const text of textsIn(commands))
    for (const { label, length } of secretsOf(text)) found.set(`${label}${length}`, length);
  return found;
}

/** Quotes for a POSIX shell; what stands for a secret or an account becomes the variable that has it. */
export function quote(text: string): string {
  if (/^[\w.:/-]+$/.test(text)) return text;
  if (text === "") return "''";
  const [account] = /\$(?:OTHER_)?ACCOUNT\b/.exec(text) ?? [];
  if (account !== undefined)
    return text
      .split(account)
      .map((part) => quote(part))
      .join(`"${account}"`);
  return partsOf(text)
    .map((part) =>
      typeof part === "string"
        ? `'${part.replaceAll("'", String.raw`'\''`)}'`
        : `"$${part.label}${part.length}"`,
    )
    .join("");
}
