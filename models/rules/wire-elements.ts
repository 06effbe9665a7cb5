import type { OperationName } from "../contract/contract.ts";
import { withoutAffix } from "../contract/fault-code.ts";
import { user, userGroup, tagList, results } from "../contract/members.ts";
import { operationNames } from "../contract/requests.ts";
import { namesIn } from "../contract/shape.ts";
import { child, descendants, type Element } from "../contract/xml.ts";
import { type Check, none } from "./check.ts";
import type { Raw } from "./rule.ts";

export const statuses: Readonly<Record<string, number>> = {
  DefaultUserAssociatedToUserGroup: 400,
  DefaultUserRequired: 400,
  DuplicateUserName: 400,
  InvalidARN: 400,
  InvalidParameterCombination: 400,
  InvalidParameterValue: 400,
  InvalidUserGroupState: 400,
  InvalidUserState: 400,
  TagNotFound: 404,
  TagQuotaPerResourceExceeded: 400,
  UserAlreadyExists: 400,
  UserGroupAlreadyExists: 400,
  UserGroupNotFound: 404,
  UserGroupQuotaExceeded: 400,
  UserNotFound: 404,
  UserQuotaExceeded: 400,
};

export const rootOf = ({ document }: Raw): Element | undefined =>
  document.kind === "well-formed" ? document.root : undefined;

export const resultOf = (raw: Raw): Element | undefined =>
  child(rootOf(raw), `${raw.operation}Result`);

export const errorOf = (raw: Raw): Element | undefined =>
  child(rootOf(raw), "Error") ?? child(child(rootOf(raw), "Errors"), "Error");

export const codeOf = (raw: Raw): string => child(errorOf(raw), "Code")?.text.trim() ?? "";

export const ofAccepted =
  (check: (raw: Raw) => Check) =>
  (raw: Raw): Check =>
    raw.kind === "accepted" && rootOf(raw) !== undefined ? check(raw) : "silent";

/** Of a refusal by a code of the API model, whatever stands around it. */
export const ofKnownError =
  (check: (raw: Raw, code: string) => Check) =>
  (raw: Raw): Check => {
    const code = withoutAffix(codeOf(raw));
    return raw.kind === "refused" && rootOf(raw) !== undefined && code in statuses
      ? check(raw, code)
      : "silent";
  };

/** Elements of which each has a right name, where there are any. */
export function onlyNamed(
  expected: string,
  elements: readonly Element[],
  isRight: (name: string) => boolean,
): Check {
  const wrong = elements.filter(({ name }) => !isRight(name)).map(({ name }) => name);
  return elements.length === 0 ? "silent" : none(expected, wrong);
}

export const noOther = (shown: readonly Element[], isKnown: (name: string) => boolean): Check =>
  shown.length === 0
    ? "silent"
    : none(
        "no other member",
        shown
          .flatMap(({ children }) => children.map(({ name }) => name))
          .filter((name) => !isKnown(name)),
      );

/** The operations that answer with this, and nothing around it. */
const answering = (result: object): readonly OperationName[] =>
  operationNames.filter((name) => results[name] === result);

export const userWrites = answering(user);

const groupWrites = answering(userGroup);

export const tagOperations = answering(tagList);

/** The elements that show users, or groups: the members of a list, or the result of a write. */
const shownIn = (
  raw: Raw,
  list: "Users" | "UserGroups",
  writes: readonly OperationName[],
): readonly Element[] => {
  if (raw.operation === `Describe${list}`) return child(resultOf(raw), list)?.children ?? [];
  const result = writes.includes(raw.operation) ? resultOf(raw) : undefined;
  return result === undefined ? [] : [result];
};

export const usersOf = (raw: Raw): readonly Element[] => shownIn(raw, "Users", userWrites);

export const groupsOf = (raw: Raw): readonly Element[] => shownIn(raw, "UserGroups", groupWrites);

export const tagsOf = (raw: Raw): readonly Element[] =>
  tagOperations.includes(raw.operation) ? (child(resultOf(raw), "TagList")?.children ?? []) : [];

/** The lists whose members are `<member>`: all but those of tags (F004). */
const listNames = new Set([
  "Users",
  "UserGroupIds",
  "UserGroups",
  "UserIds",
  "UserIdsToAdd",
  "UserIdsToRemove",
]);

/** The most that is shown of what cannot be read, in characters. */
const longestExcerpt = 200;

export const excerpt = ({ status, headers, body }: Raw["wire"]): string =>
  `HTTP ${status} ${headers["content-type"] ?? "no content type"}, ${body.trim() === "" ? "an empty body" : body.replaceAll(/\s+/g, " ").trim().slice(0, longestExcerpt)}`;

export const lists = (raw: Raw): readonly Element[] => {
  const result = resultOf(raw);
  return result === undefined ? [] : descendants(result).filter(({ name }) => listNames.has(name));
};

export const requestIdOf = (raw: Raw): string | undefined =>
  child(child(rootOf(raw), "ResponseMetadata"), "RequestId")?.text.trim();

export const knownMembers = new Set<string>(namesIn(user));
export const knownGroupMembers = new Set<string>(namesIn(userGroup));

/** The namespace of every answer (F001). */
export const namespace = "http://elasticache.amazonaws.com/doc/2015-02-02/";
