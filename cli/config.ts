import { basename } from "node:path";
import { pathToFileURL } from "node:url";

import { type Command, InvalidArgumentError, type Option } from "commander";
import { lilconfig } from "lilconfig";

import { jsonIn } from "../models/contract/json.ts";
import { Misuse } from "./failure.ts";
import { nearest } from "./nearest.ts";
import { type RunOptions, runOptions } from "./run-options.ts";
import { targetNames } from "./target-options.ts";

/** Options of `run`, under the names that they have there, without dashes: `settleSeconds` for `--settle-seconds`. */
export type ConfiguredOptions = Partial<Omit<RunOptions, "config">>;

/** What a file `conformance.config.ts` (`.js`, `.mjs`, `.json`) exports by default. The command line wins over it. */
export interface Config extends ConfiguredOptions {
  /** What is said of each target beside: `--target staging` chooses `targets.staging`. */
  readonly targets?: Readonly<Record<string, ConfiguredOptions>>;
}

/** The files that are looked for, in this order. */
export const configPlaces = ["ts", "mts", "js", "mjs", "json"].map(
  (ending) => `conformance.config.${ending}`,
);

const load = async (file: string): Promise<unknown> => {
  const module: { readonly default?: unknown } = await import(pathToFileURL(file).href);
  return module.default;
};

function parsed(file: string, text: string): unknown {
  const data = jsonIn(text);
  if (data === undefined) throw new Misuse(`${basename(file)} is not JSON`);
  return data;
}

/** A file and what it exports; nothing where none is there. Throws `Misuse` where it cannot be read. */
async function configAt(
  path: string | undefined,
): Promise<{ file: string; data: unknown } | undefined> {
  const files = lilconfig("conformance", {
    searchPlaces: configPlaces,
    stopDir: process.cwd(),
    loaders: { ".ts": load, ".mts": load, ".js": load, ".mjs": load, ".json": parsed },
  });
  try {
    const found = await (path === undefined ? files.search() : files.load(path));
    return found === null ? undefined : { file: basename(found.filepath), data: found.config };
  } catch (error) {
    if (error instanceof Misuse) throw error;
    const reason = (error instanceof Error ? error.message : String(error)).split("\n")[0];
    throw new Misuse(`${path ?? "the configuration"} cannot be read (${reason})`);
  }
}

/** Puts what a configuration file says in place of what has no other value than its default. Throws `Misuse`. */
export async function configure(command: Command): Promise<void> {
  const { config: path, target: asked } = command.opts<{ config?: string; target?: string }>();
  const found = await configAt(path);
  const config = found === undefined ? {} : objectIn(found.data, found.file);
  const { targets: listed = {}, ...common } = config;
  const file = found?.file ?? "";
  const targets = objectIn(listed, `${file}: targets`);
  const name = asked ?? textOf(common["target"]);
  const names = [...Object.keys(targets), ...targetNames];
  if (name !== undefined && !names.includes(name))
    throw new Misuse(
      `there is no target ${name}${nearest(name, names)}; there are ${names.join(", ")}`,
    );
  // All of them are looked at, whichever is chosen: what is wrong is told at once.
  const owns = new Map(
    Object.entries(targets).map(([target, options]) => [
      target,
      taken({ command, file, path: `targets.${target}` }, options),
    ]),
  );
  const own = name === undefined ? undefined : owns.get(name);
  for (const [key, value] of [...taken({ command, file, path: "" }, common), ...(own ?? [])])
    if (command.getOptionValueSource(key) !== "cli")
      command.setOptionValueWithSource(key, value, "config");
  if (own === undefined) {
    if (name !== undefined) command.setOptionValue("target", name);
    return;
  }
  // Of an endpoint the name is what reports call it; of others the options say what it is.
  const { endpoint, client } = command.opts<ConfiguredOptions>();
  const isEndpoint = endpoint !== undefined && client === undefined;
  const kind = textOf(own.findLast(([key]) => key === "target")?.[1]);
  const isOfOurs = name !== undefined && targetNames.includes(name);
  command.setOptionValue("target", kind ?? (isOfOurs || isEndpoint ? name : undefined));
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" ? value : undefined;

function objectIn(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Misuse(`${where} must be an object of options`);
  return Object.fromEntries(Object.entries(value));
}

interface Setting {
  readonly command: Command;
  readonly file: string;
  /** Where the options stand in it: nothing, or `targets.staging`. */
  readonly path: string;
}

/** What may stand in a file: every option of `run`, whatever command reads it. */
const configurable = runOptions
  .map((option) => option.attributeName())
  .filter((name) => name !== "config");

/** The options that stand there, as the command line would have read them; those that only other commands have are left out. */
function taken(
  { command, file, path }: Setting,
  options: unknown,
): readonly (readonly [string, unknown])[] {
  const prefix = path === "" ? "" : `${path}.`;
  const known = new Map(command.options.map((option) => [option.attributeName(), option]));
  return Object.entries(objectIn(options, `${file}: ${path}`)).flatMap(([key, value]) => {
    const option = known.get(key);
    if (!configurable.includes(key))
      throw new Misuse(
        `${file}: ${prefix}${key} is no option${nearest(key, configurable)}; \`run --help\` lists them`,
      );
    if (option === undefined || value === undefined) return [];
    try {
      return [[key, valueFor(option, value)]];
    } catch (error) {
      if (error instanceof InvalidArgumentError)
        throw new Misuse(`${file}: ${prefix}${key} is ${JSON.stringify(value)}: ${error.message}`);
      throw error;
    }
  });
}

/** A value as the command line would have read it; nothing for what is not so. Throws `InvalidArgumentError`. */
function valueFor(option: Option, value: unknown): unknown {
  if (option.isBoolean()) {
    if (typeof value !== "boolean") throw new InvalidArgumentError("true or false is wanted.");
    return value ? true : undefined;
  }
  const read = (text: string, before: unknown): unknown =>
    option.parseArg === undefined ? text : option.parseArg(text, before);
  if (typeof value === "string" || typeof value === "number")
    return read(String(value), option.defaultValue);
  if (Array.isArray(value) && value.every((one) => typeof one === "string"))
    return read(value.join(","), option.defaultValue);
  if (option.attributeName() === "env" && typeof value === "object" && value !== null)
    return Object.entries(value).reduce<unknown>(
      (before, [name, one]) => read(`${name}=${one}`, before),
      option.defaultValue,
    );
  throw new InvalidArgumentError("A text or a number is wanted.");
}
