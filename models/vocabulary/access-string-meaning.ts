import { type AccessRule, parseAccessString } from "./access-string.ts";
import { commandsByCategory } from "./commands-by-category.ts";
import { onceEach } from "./once-each.ts";

/** How an access string differs from another in what it allows, in words: what should be so, and what is. */
export interface Difference {
  readonly expected: string;
  readonly actual: string;
}

/**
 * In what an access string that is stored allows something else than the one that was asked for, by the rules of Redis 7; nothing where
 * both may mean one thing, however they are written, and nothing where it takes more to know. Told are a state, key patterns and the
 * base of the command rules, and of these rules each of which nothing is left, and each of which nothing was asked for: versions of the
 * engine differ in which commands a category has.
 */
export function differenceIn(asked: string, stored: string): Difference | undefined {
  const [wanted, came] = [parseAccessString(asked), parseAccessString(stored)];
  if (![...wanted, ...came].every((rule) => isUnderstood(rule))) return undefined;
  return (
    ofState(wanted, came) ??
    ofKeys(wanted, came) ??
    ofChannels(wanted, came) ??
    ofCommands(commandsIn(asked), commandsIn(stored))
  );
}

/** True of rules that let somebody do more, and take nothing away. */
export const isGivingOnly = (accessString: string): boolean =>
  parseAccessString(accessString).every(
    (rule) =>
      (rule.kind === "state" && rule.text === "on") ||
      rule.kind === "keys" ||
      rule.kind === "channels" ||
      ((rule.kind === "category" || rule.kind === "command") && isGiving(rule)),
  );

/** What one access string allows and another does not, as far as `differenceIn` can tell: what should be allowed, and what is. */
export function lostIn(before: string, after: string): Difference | undefined {
  const [had, has] = [parseAccessString(before), parseAccessString(after)];
  if (![...had, ...has].every((rule) => isUnderstood(rule))) return undefined;
  return (
    (stateIn(had) === "on" ? ofState(had, has) : undefined) ??
    lostKeys(keysIn(had), keysIn(has)) ??
    lostCommands(commandsIn(before), commandsIn(after))
  );
}

/** False of what is no rule, and of what takes others back. Selectors are beside the rest, and change nothing of it. */
const isUnderstood = ({ kind }: AccessRule): boolean =>
  !["garbage", "password", "reset", "reset-keys"].includes(kind);

const stateIn = (rules: readonly AccessRule[]): string | undefined =>
  rules.findLast(({ kind }) => kind === "state")?.text.toLowerCase();

/** A state that is not given is one that is not asked for, or not told (F085). */
function ofState(
  wanted: readonly AccessRule[],
  came: readonly AccessRule[],
): Difference | undefined {
  const [expected, actual] = [stateIn(wanted), stateIn(came)];
  return expected === undefined || actual === undefined || expected === actual
    ? undefined
    : { expected, actual };
}

type Keys = Extract<AccessRule, { readonly kind: "keys" }>;

const keysIn = (rules: readonly AccessRule[]): readonly Keys[] =>
  rules.filter((rule) => rule.kind === "keys");

function ofKeys(
  wanted: readonly AccessRule[],
  came: readonly AccessRule[],
): Difference | undefined {
  const [asked, stored] = [keysIn(wanted), keysIn(came)];
  const added = stored.find((one) => !isCovered(one, asked));
  if (added !== undefined) return { expected: `no pattern ${added.text}`, actual: added.text };
  return lostKeys(asked, stored);
}

function lostKeys(asked: readonly Keys[], stored: readonly Keys[]): Difference | undefined {
  const lost = asked.find((one) => !isCovered(one, stored));
  return lost && { expected: lost.text, actual: `no pattern ${lost.text}` };
}

/** True of a pattern of which all is allowed by others: by the same one, or by one that begins it. */
function isCovered({ pattern, access }: Keys, others: readonly Keys[]): boolean {
  const covering = others.filter(
    (other) =>
      other.pattern === pattern ||
      (/^[^*?[\\]*\*$/.test(other.pattern) && pattern.startsWith(other.pattern.slice(0, -1))),
  );
  const may = (what: "read" | "write"): boolean =>
    covering.some((other) => other.access === what || other.access === "read-write");
  return access === "read-write" ? may("read") && may("write") : may(access);
}

const channelsIn = (rules: readonly AccessRule[]): readonly string[] =>
  rules.flatMap((rule) => (rule.kind === "channels" ? [rule.pattern] : []));

/** Channels that were not asked for, where some were, or none. Whether those are shown that all users have, no fact says (F089). */
function ofChannels(
  wanted: readonly AccessRule[],
  came: readonly AccessRule[],
): Difference | undefined {
  const asked = channelsIn(wanted);
  const isSpokenOf = asked.length > 0 || wanted.some(({ kind }) => kind === "reset-channels");
  const added = channelsIn(came).find((one) => !asked.includes(one) && !asked.includes("*"));
  return added === undefined || !isSpokenOf
    ? undefined
    : { expected: `no channel &${added}`, actual: `&${added}` };
}

/** What command rules come to: those after the last that speaks of all, and which commands each of them decides. */
interface Commands {
  readonly base: "+" | "-";
  readonly decided: ReadonlyMap<string, "+" | "-">;
  readonly rules: readonly { readonly text: string; readonly decides: readonly string[] }[];
}

const commandsIn: (text: string) => Commands = onceEach((text) =>
  commandsAmong(parseAccessString(text)),
);

function commandsAmong(rules: readonly AccessRule[]): Commands {
  let base: "+" | "-" = "-";
  let decided = new Map<string, "+" | "-">();
  let told: { text: string; of: readonly string[] }[] = [];
  for (const rule of rules) {
    if (rule.kind !== "category" && rule.kind !== "command") continue;
    const sign = isGiving(rule) ? "+" : "-";
    if (rule.kind === "category" && rule.category === "all") {
      base = sign;
      decided = new Map();
      told = [];
      continue;
    }
    const of = rule.kind === "category" ? commandsOf(rule.category) : subcommandsOf(rule.command);
    for (const command of of) decided.set(command, sign);
    told.push({ text: `${sign}${rule.text.slice(1).toLowerCase()}`, of });
  }
  return {
    base,
    decided,
    rules: told.map(({ text, of }) => ({
      text,
      decides: of.filter((command) => decided.get(command) === text[0]),
    })),
  };
}

const isGiving = ({ text }: AccessRule): boolean =>
  text.startsWith("+") || text.toLowerCase() === "allcommands";

/** A category that Redis does not have is a module's: it stands for itself. */
const commandsOf = (category: string): readonly string[] =>
  commandsByCategory[category]?.split(" ") ?? [`@${category}`];

const allCommands = [
  ...new Set(Object.values(commandsByCategory).flatMap((commands) => commands.split(" "))),
];

/** A command with all that it can be told to do. */
const subcommandsOf = (command: string): readonly string[] => {
  const parts = allCommands.filter((one) => one.startsWith(`${command}|`));
  return parts.length === 0 ? [command] : parts;
};

const isAllowed = ({ base, decided }: Commands, command: string): boolean =>
  (decided.get(command) ?? base) === "+";

function ofCommands(asked: Commands, stored: Commands): Difference | undefined {
  if (asked.base !== stored.base)
    return { expected: `${asked.base}@all`, actual: `${stored.base}@all` };
  const lost = unmatched(asked, stored);
  if (lost !== undefined) return { expected: lost, actual: `nothing of ${lost}` };
  const added = unmatched(stored, asked);
  return added === undefined ? undefined : { expected: `nothing of ${added}`, actual: added };
}

function lostCommands(had: Commands, has: Commands): Difference | undefined {
  if (had.base !== has.base)
    return had.base === "+" ? { expected: "+@all", actual: "-@all" } : undefined;
  const lost = unmatched(had, has, "+");
  return lost === undefined ? undefined : { expected: lost, actual: `nothing of ${lost}` };
}

/** A rule, of one sign where one is given, of which nothing stands in another list of rules. */
const unmatched = (one: Commands, other: Commands, sign = ""): string | undefined =>
  one.rules.find(
    ({ text, decides }) =>
      text.startsWith(sign) &&
      decides.length > 0 &&
      decides.every((command) => isAllowed(one, command) !== isAllowed(other, command)),
  )?.text;
