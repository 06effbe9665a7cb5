import type { OperationName } from "../contract/contract.ts";
import { withoutAffix } from "../contract/fault-code.ts";
import { user as aUser, userGroup } from "../contract/members.ts";
import { namesIn } from "../contract/shape.ts";
import { child, descendants, type Element, looksLikeAnswer } from "../contract/xml.ts";
import { documented, observed, type Raw, type WireRule } from "./rule.ts";

const model = "API model 2015-02-02, botocore elasticache service-2.json";
const namespace = "http://elasticache.amazonaws.com/doc/2015-02-02/";

const statuses: Readonly<Record<string, number>> = {
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

const rootOf = ({ document }: Raw): Element | undefined =>
  document.kind === "well-formed" ? document.root : undefined;
const resultOf = (raw: Raw): Element | undefined => child(rootOf(raw), `${raw.operation}Result`);
const errorOf = (raw: Raw): Element | undefined =>
  child(rootOf(raw), "Error") ?? child(child(rootOf(raw), "Errors"), "Error");
const codeOf = (raw: Raw): string => child(errorOf(raw), "Code")?.text.trim() ?? "";

const isAccepted = (raw: Raw): boolean => raw.kind === "accepted" && rootOf(raw) !== undefined;
const isRefused = (raw: Raw): boolean => raw.kind === "refused" && rootOf(raw) !== undefined;
const isSingle = (raw: Raw): boolean => isAccepted(raw) && userWrites.includes(raw.operation);

const userWrites: readonly OperationName[] = ["CreateUser", "ModifyUser", "DeleteUser"];
const groupWrites: readonly OperationName[] = [
  "CreateUserGroup",
  "ModifyUserGroup",
  "DeleteUserGroup",
];
const tagOperations: readonly OperationName[] = [
  "ListTagsForResource",
  "AddTagsToResource",
  "RemoveTagsFromResource",
];

const knownMembers = new Set<string>(namesIn(aUser));
const knownGroupMembers = new Set<string>(namesIn(userGroup));

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

const usersOf = (raw: Raw): readonly Element[] => shownIn(raw, "Users", userWrites);
const groupsOf = (raw: Raw): readonly Element[] => shownIn(raw, "UserGroups", groupWrites);

const tagsOf = (raw: Raw): readonly Element[] =>
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

/** What every response must keep, whatever it answers. `*` rules are exercised on targets that show their wire. */
export const wireRules: readonly WireRule[] = [
  {
    kind: "wire",
    id: "wire/readable",
    of: "claims",
    level: "must",
    clause: documented(
      ["F001", "F013"],
      model,
      "protocol: query; the answer is XML, a result or an error with its code",
    ),
    // How badly formed XML is wrong is for the next to say.
    when: ({ kind, document, wire: { body } }) =>
      kind !== "unreadable" || document.kind === "well-formed" || !looksLikeAnswer(body),
    expected: () => "a result, or an error with its code, in XML",
    actual: ({ kind, wire }) =>
      kind === "unreadable" ? excerpt(wire) : "a result, or an error with its code, in XML",
  },
  {
    kind: "wire",
    id: "wire/well-formed",
    of: "claims",
    level: "must",
    clause: documented(["F001"], model, "protocol: query; the answer is XML"),
    when: ({ kind, wire: { body } }) => kind !== "unreadable" || looksLikeAnswer(body),
    expected: () => "well-formed XML",
    actual: ({ document }) =>
      document.kind === "well-formed" ? "well-formed XML" : document.reason,
  },
  {
    kind: "wire",
    id: "wire/namespace",
    level: "must",
    clause: documented(["F001"], model, `xmlNamespace ${namespace}`),
    when: isAccepted,
    expected: () => namespace,
    actual: (raw) => rootOf(raw)?.namespace,
  },
  {
    kind: "wire",
    id: "wire/result-wrapper",
    level: "must",
    clause: documented(["F002"], model, "<XResponse><XResult>…</XResult></XResponse>"),
    when: isAccepted,
    expected: ({ operation }) => [`${operation}Response`, `${operation}Result`],
    actual: (raw) => [rootOf(raw)?.name, resultOf(raw)?.name],
  },
  {
    kind: "wire",
    id: "wire/request-id",
    level: "must",
    clause: documented(["F002"], model, "<ResponseMetadata><RequestId/></ResponseMetadata>"),
    when: isAccepted,
    expected: () => "a RequestId",
    actual: (raw) =>
      (child(child(rootOf(raw), "ResponseMetadata"), "RequestId")?.text.trim() ?? "") === ""
        ? "no RequestId"
        : "a RequestId",
  },
  {
    kind: "wire",
    id: "wire/user-under-result",
    level: "must",
    clause: documented(["F003"], model, "The output shape of the writes is User itself"),
    when: (raw) => isSingle(raw) && resultOf(raw) !== undefined,
    expected: () => "no <User> element",
    actual: (raw) =>
      child(resultOf(raw), "User") === undefined ? "no <User> element" : "a <User> element",
  },
  {
    kind: "wire",
    id: "wire/list-members",
    level: "must",
    clause: observed(
      ["F004"],
      "hashicorp/terraform-provider-aws#28688, debug log",
      "<UserIds><member>default</member></UserIds>",
    ),
    when: (raw) => isAccepted(raw) && lists(raw).some((list) => list.children.length > 0),
    expected: () => "member",
    actual: (raw) =>
      lists(raw)
        .flatMap((list) => list.children)
        .find((element) => element.name !== "member")?.name ?? "member",
  },
  {
    kind: "wire",
    id: "wire/user-members",
    level: "must",
    clause: documented(
      ["F006", "F201"],
      `${model}; cloud-custodian recordings`,
      "Response members exactly: … Passwords and tags are never returned.",
    ),
    when: (raw) => isAccepted(raw) && usersOf(raw).length > 0,
    expected: () => "no other member",
    actual: (raw) =>
      usersOf(raw)
        .flatMap((user) => user.children)
        .find(({ name }) => !knownMembers.has(name) && name !== "User")?.name ?? "no other member",
  },
  {
    kind: "wire",
    id: "wire/user-group-members",
    // Of groups no fact says that there is nothing else.
    level: "should",
    clause: documented(["F007"], model, "UserGroup: UserGroupId, Status, Engine, …, ARN"),
    when: (raw) => isAccepted(raw) && groupsOf(raw).length > 0,
    expected: () => "no other member",
    actual: (raw) =>
      groupsOf(raw)
        .flatMap((group) => group.children)
        .find(({ name }) => !knownGroupMembers.has(name))?.name ?? "no other member",
  },
  {
    kind: "wire",
    id: "wire/tag-members",
    level: "must",
    clause: documented(["F004"], model, "only TagList uses <Tag>"),
    when: (raw) => isAccepted(raw) && tagsOf(raw).length > 0,
    expected: () => "Tag",
    actual: (raw) => tagsOf(raw).find(({ name }) => name !== "Tag")?.name ?? "Tag",
  },
  {
    kind: "wire",
    id: "wire/empty-tag-list",
    level: "should",
    clause: observed(
      ["F301"],
      "cloud-custodian tag recordings, content-length 301",
      "    <TagList/>: an empty list is sent as an empty element, not omitted",
    ),
    when: (raw) => isAccepted(raw) && tagOperations.includes(raw.operation),
    expected: () => "TagList",
    actual: (raw) => (child(resultOf(raw), "TagList") === undefined ? "no TagList" : "TagList"),
  },
  {
    kind: "wire",
    id: "wire/no-secrets",
    level: "must",
    clause: documented(["F006"], model, "Passwords and tags are never returned."),
    expected: () => "no password",
    actual: ({ wire }) =>
      [wire.body, ...Object.values(wire.headers)].some((text) => /\{\{[a-z]+:\d+\}\}/.test(text))
        ? "a password of ours"
        : "no password",
  },
  {
    kind: "wire",
    id: "wire/empty-list",
    level: "should",
    clause: observed(
      ["F301"],
      "cloud-custodian tag recordings, content-length 301",
      "An empty list is sent as an empty element, not omitted",
    ),
    when: (raw) => isAccepted(raw) && usersOf(raw).length > 0,
    expected: () => "UserGroupIds",
    actual: (raw) =>
      usersOf(raw).every((user) => child(user, "UserGroupIds") !== undefined)
        ? "UserGroupIds"
        : "no UserGroupIds",
  },
  {
    kind: "wire",
    id: "wire/content-type",
    level: "should",
    clause: observed(["F302"], "cloud-custodian tag recordings", '"content-type": "text/xml"'),
    expected: () => "text/xml",
    actual: ({ wire }) => wire.headers["content-type"]?.split(";")[0]?.trim(),
  },
  {
    kind: "wire",
    id: "wire/request-id-header",
    level: "should",
    clause: observed(
      ["F302"],
      "cloud-custodian tag recordings",
      "x-amzn-requestid equals RequestId",
    ),
    when: (raw) => isAccepted(raw) && requestIdOf(raw) !== undefined,
    expected: (raw) => requestIdOf(raw),
    actual: ({ wire }) => wire.headers["x-amzn-requestid"],
  },
  {
    kind: "wire",
    id: "wire/error-type",
    level: "must",
    clause: documented(["F013"], model, "All senderFault"),
    when: (raw) => isRefused(raw) && withoutAffix(codeOf(raw)) in statuses,
    expected: () => "Sender",
    actual: (raw) => child(errorOf(raw), "Type")?.text.trim(),
  },
  {
    kind: "wire",
    id: "wire/error-status",
    level: "must",
    clause: documented(["F013"], model, "error.httpStatusCode: UserNotFound 404, the others 400"),
    when: (raw) => isRefused(raw) && withoutAffix(codeOf(raw)) in statuses,
    expected: (raw) => statuses[withoutAffix(codeOf(raw))],
    actual: ({ wire }) => wire.status,
  },
  {
    kind: "wire",
    id: "wire/error-code",
    level: "must",
    clause: observed(
      ["F014", "F015"],
      "hashicorp/terraform-provider-aws#34002; terraform-aws-modules/terraform-aws-elasticache#65",
      "UserNotFound: … status code: 404; InvalidParameterCombination: User Id …",
    ),
    when: (raw) => isRefused(raw) && withoutAffix(codeOf(raw)) in statuses,
    expected: (raw) => withoutAffix(codeOf(raw)),
    actual: (raw) => codeOf(raw),
  },
  {
    kind: "wire",
    id: "wire/unknown-action",
    of: "unknown-action",
    level: "should",
    clause: documented(
      ["F001"],
      model,
      "Action=<Op>: an Action that no operation has is no request",
    ),
    when: ({ action }) => action !== undefined,
    expected: () => "not accepted",
    actual: ({ kind }) => (kind === "accepted" ? "accepted" : "not accepted"),
  },
];

/** The most that is shown of what cannot be read, in characters. */
const longestExcerpt = 200;

const excerpt = ({ status, headers, body }: Raw["wire"]): string =>
  `HTTP ${status} ${headers["content-type"] ?? "no content type"}, ${body.trim() === "" ? "an empty body" : body.replaceAll(/\s+/g, " ").trim().slice(0, longestExcerpt)}`;

const lists = (raw: Raw): readonly Element[] => {
  const result = resultOf(raw);
  return result === undefined ? [] : descendants(result).filter(({ name }) => listNames.has(name));
};

const requestIdOf = (raw: Raw): string | undefined =>
  child(child(rootOf(raw), "ResponseMetadata"), "RequestId")?.text.trim();
