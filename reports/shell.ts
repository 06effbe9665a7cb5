import type { StoredCommand } from "./report.ts";

const password = String.raw`password() { LC_ALL=C tr -dc a-z0-9 < /dev/urandom | head -c "$1"; }`;

/** The ARN of any user or group, by that of a user who is there. */
const arnAt = (endpoint: string | undefined): string =>
  `arn() { aws elasticache describe-users${endpointOption(endpoint)} --query 'Users[0].ARN' --output text | sed "s/:user:.*/:$1:$2/"; }`;

/** How the right ARN becomes one that is wrong in one part. */
const wrongForms: Readonly<Record<string, string>> = {
  arn: "",
  "arn-with-slash": " | sed -E 's/:(user|usergroup):/:\\1\\//'",
  "arn-of-other-partition": " | sed 's/arn:aws:/arn:aws-cn:/'",
  "arn-of-other-region": " | sed -E 's/elasticache:[^:]*/elasticache:eu-west-1/'",
  "arn-of-other-type": " | sed -E 's/:(user|usergroup):/:nosuch:/'",
  "arn-of-other-service": " | sed 's/:elasticache:/:memorydb:/'",
  "arn-of-other-account": " | sed -E 's/:[0-9]{12}:/:999999999999:/'",
};

/** A story as lines for a shell that has the AWS command line. Secrets are made anew, of the same length. */
export function asShell(commands: readonly StoredCommand[], endpoint?: string): readonly string[] {
  const lines = commands.flatMap((command, index) => {
    const next = commands[index + 1]?.client;
    const line = lineOf(command, endpoint);
    if (command.client === undefined) return line;
    // What one client sends stands together: each waits only for itself.
    const isFirst = commands[index - 1]?.client === undefined;
    const section = isFirst ? clientsFrom(commands, index) : [];
    return [
      ...section.flatMap((client) => [
        "(",
        ...client.flatMap((one) => lineOf(one, endpoint)),
        ") &",
      ]),
      ...(next === undefined ? ["wait"] : []),
    ];
  });
  const uses = (name: string): boolean => lines.some((line) => line.includes(`$(${name} `));
  return [
    ...(uses("password") ? [password] : []),
    ...(uses("arn") ? [arnAt(endpoint)] : []),
    ...lines,
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

function lineOf(command: StoredCommand, endpoint: string | undefined): readonly string[] {
  const { operation, input, until, action, times, account } = command;
  if (action !== undefined)
    return [
      `# the same request as below, sent as Action=${action}`,
      baseOf(command, operation, endpoint),
    ];
  const options = Object.entries(input).flatMap(([name, value]) => optionOf(name, value));
  const line = [
    baseOf(command, operation, endpoint),
    ...options,
    ...("MaxRecords" in input ? ["--no-paginate"] : []),
  ].join(" ");
  const whole =
    times === undefined
      ? line
      : `for n in $(seq 0 ${times - 1}); do ${line.replaceAll("#", `'"$n"'`)}; done`;
  return [
    ...(until === "settled" ? ["# again until nothing is changing any more:"] : []),
    ...(account === "other" ? ["# by another account:"] : []),
    ...("Marker" in input && input.Marker?.startsWith("{{") === true
      ? ["# with the Marker of the page before:"]
      : []),
    whole,
  ];
}

const endpointOption = (endpoint: string | undefined): string =>
  endpoint === undefined ? "" : ` --endpoint-url ${quote(endpoint)}`;

const baseOf = (
  { region }: StoredCommand,
  operation: string,
  endpoint: string | undefined,
): string =>
  `aws elasticache ${kebab(operation)}${endpointOption(endpoint)}${region === undefined ? "" : ` --region ${region}`}`;

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

/** Quotes for a POSIX shell; a secret becomes a command that makes one of its length, an ARN one that finds it. */
function quote(text: string): string {
  if (/^[\w.:/-]+$/.test(text)) return text;
  if (text === "") return "''";
  const { form, kind, id } =
    /^\{\{(?<form>arn[a-z-]*):(?<kind>\w+):(?<id>[^}]+)\}\}$/.exec(text)?.groups ?? {};
  if (form !== undefined) return `"$(arn ${kind} ${id}${wrongForms[form] ?? ""})"`;
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
