/** Why an access string is refused, or the form in which it is stored. */
export type Stored =
  | { readonly kind: "stored"; readonly text: string; readonly isModern: boolean }
  | { readonly kind: "refused"; readonly message: string };

const categories =
  "admin all bitmap blocking connection dangerous fast geo hash hyperloglog keyspace list pubsub read scripting set slow sortedset stream string transaction write".split(
    " ",
  );

const synonyms = new Map([
  ["allkeys", "~*"],
  ["allchannels", "&*"],
  ["allcommands", "+@all"],
  ["nocommands", "-@all"],
]);

const isCommand = (token: string): boolean => /^[+-][a-z@][a-z0-9|-]*$/i.test(token);
const isKeys = (token: string): boolean => /^(?:~|%[rw]{1,2}~)/i.test(token);
const isChannels = (token: string): boolean => token.startsWith("&") || token === "resetchannels";
const isDirectional = (token: string): boolean => /^%(?:r|w)~/i.test(token);
const isRule = (token: string): boolean =>
  isCommand(token) ||
  isKeys(token) ||
  isChannels(token) ||
  /^(?:on|off|clearselectors|resetkeys|(?:skip-)?sanitize-payload)$/.test(token) ||
  /^\(.*\)$/.test(token);

/** Stores an access string as the service does (F080 to F094, F311 to F317). */
export function store(text: string): Stored {
  const tokens = (text.match(/\([^)]*\)|\S+/g) ?? []).map((token) => synonyms.get(token) ?? token);
  const refusal = tokens.map((token) => refusalOf(token)).find((message) => message !== undefined);
  if (refusal !== undefined) return { kind: "refused", message: refusal };
  const state = tokens.findLast((token) => token === "on" || token === "off") ?? "off";
  const keys = tokens
    .filter((token) => isKeys(token))
    .map((token) => token.replace(/^%(?:rw|wr)~/i, "~"));
  const channels = tokens.filter((token) => isChannels(token));
  const rules = tokens.filter((token) => isCommand(token));
  const directional = keys.some((token) => isDirectional(token));
  const isBased = rules[0] === "+@all" || rules[0] === "-@all";
  const stored = [
    state,
    ...keys,
    ...channels,
    ...(directional && channels.length === 0 ? ["resetchannels"] : []),
    ...(isBased ? [] : ["-@all"]),
    ...rules,
    ...tokens.filter((token) => token.startsWith("(")),
  ];
  return { kind: "stored", text: stored.join(" "), isModern: directional };
}

function refusalOf(token: string): string | undefined {
  if (/^(?:[><#!].*|nopass|resetpass)$/.test(token))
    return "Password rules are not supported in Elasticache access string. Please use Passwords parameter to set/modify user password.";
  if (token === "reset") return "reset rule is not supported in Elasticache user api";
  if (!isRule(token)) return "The access-string is invalid.";
  const category = /^[+-]@(?<name>.*)$/.exec(token)?.groups?.["name"];
  return category !== undefined && !categories.includes(category.toLowerCase())
    ? "Access string contains invalid category(s)"
    : undefined;
}
