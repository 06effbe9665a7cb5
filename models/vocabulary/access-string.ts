import { onceEach } from "./once-each.ts";

/** The command categories that ElastiCache is known to take (F095). */
export const categories = [
  "admin",
  "bitmap",
  "blocking",
  "connection",
  "dangerous",
  "fast",
  "geo",
  "hash",
  "hyperloglog",
  "keyspace",
  "list",
  "pubsub",
  "read",
  "scripting",
  "set",
  "slow",
  "sortedset",
  "stream",
  "string",
  "transaction",
  "write",
] as const;

/** Commands and subcommands that stand in access strings AWS took (F084, F310, F311). */
export const commands = [
  "auth",
  "bitfield",
  "bitop",
  "cluster|slots",
  "command",
  "discard",
  "exec",
  "geoadd",
  "georadius",
  "georadiusbymember",
  "get",
  "hdel",
  "hello",
  "hincrby",
  "hincrbyfloat",
  "hlen",
  "hmget",
  "hmset",
  "hset",
  "hsetnx",
  "multi",
  "pexpire",
  "ping",
  "pttl",
  "setbit",
  "unwatch",
  "watch",
] as const;

/** One rule of an access string, as Redis 7 reads it. `text` is the rule as it was written. */
export type AccessRule =
  | { readonly kind: "state"; readonly text: "on" | "off" }
  | {
      readonly kind: "keys";
      readonly text: string;
      readonly pattern: string;
      readonly access: "read" | "write" | "read-write";
    }
  | { readonly kind: "channels"; readonly text: string; readonly pattern: string }
  | { readonly kind: "category"; readonly text: string; readonly category: string }
  | { readonly kind: "command"; readonly text: string; readonly command: string }
  | {
      readonly kind: "selector";
      readonly text: string;
      readonly rules: readonly AccessRule[];
    }
  | {
      readonly kind:
        | "reset-keys"
        | "reset-channels"
        | "clear-selectors"
        | "payload"
        | "reset"
        | "password";
      readonly text: string;
    }
  | { readonly kind: "garbage"; readonly text: string };

const words: Readonly<Record<string, (text: string) => AccessRule>> = {
  on: () => ({ kind: "state", text: "on" }),
  off: () => ({ kind: "state", text: "off" }),
  allkeys: (text) => ({ kind: "keys", text, pattern: "*", access: "read-write" }),
  resetkeys: (text) => ({ kind: "reset-keys", text }),
  allchannels: (text) => ({ kind: "channels", text, pattern: "*" }),
  resetchannels: (text) => ({ kind: "reset-channels", text }),
  allcommands: (text) => ({ kind: "category", text, category: "all" }),
  nocommands: (text) => ({ kind: "category", text, category: "all" }),
  clearselectors: (text) => ({ kind: "clear-selectors", text }),
  "sanitize-payload": (text) => ({ kind: "payload", text }),
  "skip-sanitize-payload": (text) => ({ kind: "payload", text }),
  nopass: (text) => ({ kind: "password", text }),
  resetpass: (text) => ({ kind: "password", text }),
  reset: (text) => ({ kind: "reset", text }),
};

const accessOf = (letters: string): "read" | "write" | "read-write" => {
  const read = /r/i.test(letters);
  return read && /w/i.test(letters) ? "read-write" : read ? "read" : "write";
};

function parseToken(text: string): AccessRule {
  const word = Object.hasOwn(words, text.toLowerCase()) ? words[text.toLowerCase()] : undefined;
  if (word !== undefined) return word(text);
  const keys = /^(?:~|%(?<letters>[RW]{1,2})~)(?<pattern>.*)$/i.exec(text)?.groups;
  if (keys !== undefined) {
    const { letters = "RW", pattern = "" } = keys;
    return { kind: "keys", text, pattern, access: accessOf(letters) };
  }
  if (text.startsWith("&")) return { kind: "channels", text, pattern: text.slice(1) };
  if (/^[><]/.test(text) || /^[#!][0-9a-f]{64}$/.test(text)) return { kind: "password", text };
  const category = /^[+-]@(?<category>[a-z]+)$/i.exec(text)?.groups?.["category"];
  if (category !== undefined) return { kind: "category", text, category: category.toLowerCase() };
  const command = /^[+-](?<command>[a-z][a-z0-9._-]*(?:\|[a-z0-9-]+)?)$/i.exec(text)?.groups?.[
    "command"
  ];
  if (command !== undefined) return { kind: "command", text, command: command.toLowerCase() };
  return { kind: "garbage", text };
}

const allowedInSelector = new Set([
  "keys",
  "channels",
  "category",
  "command",
  "reset-keys",
  "reset-channels",
]);

function parseSelector(text: string): AccessRule {
  const rules = tokens(text.slice(1, -1)).map((token) => parseToken(token));
  const sound = rules.every((rule) => allowedInSelector.has(rule.kind));
  return sound ? { kind: "selector", text, rules } : { kind: "garbage", text };
}

const tokens = (text: string): readonly string[] =>
  text.split(/\s+/).filter((token) => token !== "");

/** Reads an access string the way Redis 7 reads the arguments of ACL SETUSER. Nothing is refused: what is no rule is `garbage`. */
export const parseAccessString: (text: string) => readonly AccessRule[] = onceEach(parsed);

function parsed(text: string): readonly AccessRule[] {
  const rules: AccessRule[] = [];
  let selector: string | undefined;
  for (const token of tokens(text)) {
    if (selector === undefined && !token.startsWith("(")) {
      rules.push(parseToken(token));
      continue;
    }
    selector = selector === undefined ? token : `${selector} ${token}`;
    if (!token.endsWith(")")) continue;
    rules.push(parseSelector(selector));
    selector = undefined;
  }
  if (selector !== undefined) rules.push({ kind: "garbage", text: selector });
  return rules;
}

const isBase = (rule: AccessRule): boolean => rule.kind === "category" && rule.category === "all";
export const knowsCategory = (rule: AccessRule): boolean =>
  rule.kind !== "category" ||
  rule.category === "all" ||
  categories.some((known) => known === rule.category);
/** A category of which facts say that there is none (F094). Others than the known ones may be modules' own. */
export const isNoCategory = (rule: AccessRule): boolean =>
  rule.kind === "category" && rule.category === "nosuch";
const knowsCommand = (rule: AccessRule): boolean =>
  rule.kind !== "command" || commands.some((known) => known === rule.command);

/** True of what is no rule of Redis 7. */
export const isGarbage = (rule: AccessRule): boolean => rule.kind === "garbage";

/** Garbage that AWS is said to refuse: not `*off*`, which its documentation shows at work (F093). */
export const isRefusedGarbage = (rule: AccessRule): boolean =>
  isGarbage(rule) && !/^\*(?:on|off)\*$/.test(rule.text);

/** What an access string is made of, for rules that speak of one kind only. */
export interface AccessStringTraits {
  readonly rules: readonly AccessRule[];
  readonly has: ReadonlySet<AccessRule["kind"]>;
  /** Some key pattern is for reading or for writing only. */
  readonly directional: boolean;
  /** State, keys, channels, base, commands: in this order, the state given. */
  readonly ordered: boolean;
  /** Its command rules start with +@all or -@all, or it has none. */
  readonly based: boolean;
  /**
   * Made only of what facts show AWS to accept: a state, key patterns, known categories and commands, each rule
   * once, in lower case, one space between them and at most one before (F090), at most 439 characters (F316).
   */
  readonly plain: boolean;
  /** Plain, and of no more than Redis 6.0 knows: no subcommands (F045a, F098). */
  readonly isOf60: boolean;
  /** Some rule may say nothing new beside another, so that AWS may store a simpler string (F087). */
  readonly mayBeSimplified: boolean;
}

/** True of strings that ask for more than Redis 6.0 knows (F098): which version their user needs, no fact says. */
export const isBeyond60 = (text: string | undefined): boolean => /[%|]/.test(text ?? "");

const rank = (rule: AccessRule): number => {
  if (rule.kind === "state") return 0;
  if (rule.kind === "keys") return 1;
  if (rule.kind === "channels" || rule.kind === "reset-channels") return 2;
  return isBase(rule) ? 3 : 4;
};

const plainKinds = new Set<AccessRule["kind"]>(["state", "keys", "category", "command"]);

/** The traits of a string. */
export const traitsOf: (text: string) => AccessStringTraits = onceEach(traitsIn);

function traitsIn(text: string): AccessStringTraits {
  const rules = parseAccessString(text);
  const commandRules = rules.filter((rule) => rule.kind === "category" || rule.kind === "command");
  const ranks = rules.map((rule) => rank(rule));
  const first = commandRules[0];
  const plain = isPlain(text, rules, commandRules);
  return {
    rules,
    plain,
    isOf60: plain && !isBeyond60(text),
    has: new Set(rules.map((rule) => rule.kind)),
    directional: rules.some((rule) => rule.kind === "keys" && rule.access !== "read-write"),
    ordered:
      rules[0]?.kind === "state" && ranks.every((value, index) => value >= (ranks[index - 1] ?? 0)),
    based: first === undefined || isBase(first),
    mayBeSimplified:
      commandRules.some((rule) => rule.text.startsWith("-") && !isBase(rule)) ||
      new Set(commandRules.filter((rule) => !isBase(rule)).map((rule) => rule.kind)).size > 1 ||
      commandRules.some((rule) => rule.text === "+@all") ||
      hidesKeys(rules) ||
      new Set(rules.map((rule) => (rule.kind === "keys" ? `~${rule.pattern}` : rule.text))).size <
        rules.length,
  };
}

const isPlain = (
  text: string,
  rules: readonly AccessRule[],
  commandRules: readonly AccessRule[],
): boolean =>
  rules.every((rule) => plainKinds.has(rule.kind) && knowsCategory(rule) && knowsCommand(rule)) &&
  rules.filter((rule) => rule.kind === "state").length <= 1 &&
  !hidesKeys(rules) &&
  commandRules.every((rule, index) => index === 0 || !isBase(rule)) &&
  new Set(rules.map((rule) => rule.text)).size === rules.length &&
  rules.every((rule) => rule.kind === "keys" || !/^(?:all|no)[a-z]/.test(rule.text)) &&
  rules.every((rule) => rule.kind !== "keys" || /^~./.test(rule.text)) &&
  rules.every((rule) => rule.kind === "keys" || rule.text === rule.text.toLowerCase()) &&
  // Of other white space than F090's, and of other characters in patterns, no fact speaks.
  /^ ?[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(text) &&
  text.length <= 439;

/** A key pattern beside `~*` says nothing: Redis refuses it, and AWS may simplify it away (F087). */
const hidesKeys = (rules: readonly AccessRule[]): boolean => {
  const keys = rules.filter((rule) => rule.kind === "keys");
  return keys.length > 1 && keys.some((rule) => rule.pattern === "*");
};

/**
 * The form in which AWS stores an access string, as far as facts show it: the state first (`off` where none is given,
 * F085), key patterns in their order, channels after them (F089), `resetchannels` where a pattern is directional
 * (F311), a base before the first command rule (F080, F086), commands in their order (F315).
 */
export function canonical(text: string): string {
  const { rules, directional, has } = traitsOf(text);
  const of = (...kinds: readonly AccessRule["kind"][]): readonly string[] =>
    rules.filter((rule) => kinds.includes(rule.kind)).map((rule) => spelling(rule));
  const commandRules = of("category", "command");
  const based = /^[+-]@all$/.test(commandRules[0] ?? "");
  const closesChannels = directional && !has.has("channels") && !has.has("reset-channels");
  return [
    ...(has.has("state") ? of("state").slice(-1) : ["off"]),
    ...of("keys"),
    ...of("reset-channels", "channels"),
    ...(closesChannels ? ["resetchannels"] : []),
    ...(based ? [] : ["-@all"]),
    ...commandRules,
    ...of("selector"),
  ].join(" ");
}

const spellings: Readonly<Record<string, string>> = {
  allcommands: "+@all",
  nocommands: "-@all",
  allchannels: "&*",
};

function spelling(rule: AccessRule): string {
  if (rule.kind === "keys" && rule.access === "read-write") return `~${rule.pattern}`;
  return spellings[rule.text] ?? rule.text;
}
