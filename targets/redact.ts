import type { Answer, User, UserGroup } from "../models/contract/contract.ts";

type Output = Extract<Answer, { kind: "accepted" }>["output"];

const usersIn = (output: Output): readonly User[] | undefined =>
  "Users" in output ? output.Users : undefined;

const groupsIn = (output: Output): readonly UserGroup[] | undefined =>
  "UserGroups" in output ? output.UserGroups : undefined;

/** A result as it would be if nobody else were there. */
export function withoutStrangers(output: Output, isOurs: (id?: string) => boolean): object {
  const users = usersIn(output);
  const groups = groupsIn(output);
  return {
    ...output,
    ...(users === undefined
      ? {}
      : {
          Users: users
            .filter(({ UserId }) => isOurs(UserId))
            // Groups of strangers may hold the `default` of all.
            .map(({ UserGroupIds: ids, ...user }) =>
              ids === undefined ? user : { ...user, UserGroupIds: ids.filter((id) => isOurs(id)) },
            ),
        }),
    ...(groups === undefined
      ? {}
      : { UserGroups: groups.filter(({ UserGroupId }) => isOurs(UserGroupId)) }),
  };
}

/**
 * A response in which nothing is told of strangers but that they are there: reports may be shown to anybody. Whoever is named in a
 * text, in an attribute or in a CDATA section, and in whatever escapes, is veiled with the whole of it.
 */
export function veiled(body: string, output: Output, isOurs: (id?: string) => boolean): string {
  const users = usersIn(output) ?? [];
  const told = [
    ...users.filter(({ UserId }) => !isOurs(UserId)),
    ...(groupsIn(output) ?? []).filter(({ UserGroupId }) => !isOurs(UserGroupId)),
    ...users.map(({ UserGroupIds = [] }) => UserGroupIds),
  ];
  const names = new Set(
    told
      .flatMap((one) => textsOf(one, namesNobody))
      .flatMap((text) => wordsOf(text))
      .filter((word) => word !== "" && !isOurs(word)),
  );
  const whole = new Set(
    told
      .flatMap((one) => textsOf(one, common))
      .map((text) => text.trim())
      .filter((text) => !isOurs(text)),
  );
  const veil = (text: string): string => {
    const plain = unescaped(text);
    const isTold = whole.has(plain.trim()) || wordsOf(plain).some((word) => names.has(word));
    return isTold ? "stranger" : text;
  };
  if (whole.size === 0) return body;
  return body.replaceAll(/<[^<>]*>|[^<>]+/g, (part) =>
    part.startsWith("<")
      ? part.replaceAll(
          /(?<==")[^"]+(?=")|(?<==')[^']+(?=')|(?<=^<!\[CDATA\[)[^\]]+(?=\]\]>$)/g,
          veil,
        )
      : veil(part),
  );
}

/** What says nothing of who somebody is: most users share it. */
const common = new Set(["Status", "Engine", "MinimumEngineVersion", "Authentication"]);

const namesNobody = new Set([...common, "AccessString"]);

/** All texts in what is shown of somebody, but for those of some members. */
const textsOf = (value: unknown, apartFrom: ReadonlySet<string>): readonly string[] => {
  if (typeof value === "string") return value.trim() === "" ? [] : [value];
  if (Array.isArray(value)) return value.flatMap((part) => textsOf(part, apartFrom));
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([name, part]) =>
        apartFrom.has(name) ? [] : textsOf(part, apartFrom),
      )
    : [];
};

/** The last part of an ARN, or the whole of a name: by what somebody is known. */
const wordsOf = (text: string): readonly string[] =>
  /^[\w.-]+$/.test(text.trim()) || text.startsWith("arn:")
    ? [text.trim().split(":").at(-1) ?? ""]
    : text.split(/[^\w.-]+/);

const entities: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  quot: '"',
  amp: "&",
  apos: "'",
};

/** A text with what its references stand for. */
const unescaped = (text: string): string =>
  text.replaceAll(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|quot|amp|apos));/gi,
    (whole, hex, decimal, name) => {
      if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
