import type { StoredCommand } from "./report.ts";

const password = String.raw`password() { LC_ALL=C tr -dc a-z0-9 < /dev/urandom | head -c "$1"; }`;

/** A story as lines for a shell that has the AWS command line. Secrets are made anew, of the same length. */
export function asShell(commands: readonly StoredCommand[], endpoint?: string): readonly string[] {
  const lines = commands.flatMap((command) => lineOf(command, endpoint));
  return lines.some((line) => line.includes("$(password")) ? [password, ...lines] : lines;
}

function lineOf(command: StoredCommand, endpoint: string | undefined): readonly string[] {
  const { operation, input, until, action, region } = command;
  if (action !== undefined)
    return [
      `# the same request as below, sent as Action=${action}`,
      baseOf(operation, endpoint, region),
    ];
  const options = Object.entries(input).flatMap(([name, value]) => optionOf(name, value));
  const line = [baseOf(operation, endpoint, region), ...options].join(" ");
  if (until === "settled") return [`# again until nothing is changing any more:`, line];
  return "MaxRecords" in input ? [`${line} --no-paginate`] : [line];
}

const baseOf = (
  operation: string,
  endpoint: string | undefined,
  region: string | undefined,
): string =>
  [
    "aws elasticache",
    kebab(operation),
    ...(endpoint === undefined ? [] : ["--endpoint-url", quote(endpoint)]),
    ...(region === undefined ? [] : ["--region", region]),
  ].join(" ");

function optionOf(name: string, value: unknown): readonly string[] {
  const option = `--${kebab(name)}`;
  if (value === true) return [option];
  if (value === false) return [`--no-${kebab(name)}`];
  if (Array.isArray(value) && value.every((item) => typeof item === "string"))
    return [option, ...(value.length === 0 ? ["'[]'"] : value.map((item) => quote(item)))];
  return typeof value === "string" || typeof value === "number"
    ? [option, quote(String(value))]
    : [option, quote(JSON.stringify(value))];
}

const kebab = (name: string): string => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();

/** Quotes for a POSIX shell; a secret becomes a command that makes one of its length. */
function quote(text: string): string {
  if (/^[\w.:/-]+$/.test(text)) return text;
  const parts = text.split(/(\{\{[a-z]+:\d+\}\})/).filter((part) => part !== "");
  return parts
    .map((part) => {
      const length = /^\{\{[a-z]+:(\d+)\}\}$/.exec(part)?.[1];
      return length === undefined
        ? `'${part.replaceAll("'", String.raw`'\''`)}'`
        : `"$(password ${length})"`;
    })
    .join("");
}
