import { secretsOf } from "../contract/placeholder.ts";
import { child, looksLikeAnswer } from "../contract/xml.ts";
import { equal, ensure } from "./check.ts";
import { documented, observed, type WireRule } from "./rule.ts";
import { model } from "./sources.ts";
import {
  rootOf,
  resultOf,
  ofAccepted,
  onlyNamed,
  noOther,
  userWrites,
  tagOperations,
  usersOf,
  groupsOf,
  tagsOf,
  excerpt,
  lists,
  requestIdOf,
  knownGroupMembers,
  knownMembers,
  namespace,
} from "./wire-elements.ts";
import { wireErrorRules } from "./wire-errors.ts";

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
    check: ({ kind, document, wire }) =>
      kind === "unreadable" && document.kind !== "well-formed" && looksLikeAnswer(wire.body)
        ? "silent"
        : kind === "unreadable"
          ? { expected: "a result, or an error with its code, in XML", actual: excerpt(wire) }
          : "kept",
  },
  {
    kind: "wire",
    id: "wire/well-formed",
    of: "claims",
    level: "must",
    clause: documented(["F001"], model, "protocol: query; the answer is XML"),
    check: ({ kind, document, wire: { body } }) =>
      kind === "unreadable" && !looksLikeAnswer(body)
        ? "silent"
        : document.kind === "well-formed"
          ? "kept"
          : { expected: "well-formed XML", actual: document.reason },
  },
  {
    kind: "wire",
    id: "wire/namespace",
    level: "must",
    clause: documented(["F001"], model, `xmlNamespace ${namespace}`),
    check: ofAccepted((raw) => equal(namespace, rootOf(raw)?.namespace)),
  },
  {
    kind: "wire",
    id: "wire/result-wrapper",
    level: "must",
    clause: documented(["F002"], model, "<XResponse><XResult>…</XResult></XResponse>"),
    check: ofAccepted((raw) =>
      equal(
        [`${raw.operation}Response`, `${raw.operation}Result`],
        [rootOf(raw)?.name, resultOf(raw)?.name],
      ),
    ),
  },
  {
    kind: "wire",
    id: "wire/request-id",
    level: "must",
    clause: documented(["F002"], model, "<ResponseMetadata><RequestId/></ResponseMetadata>"),
    check: ofAccepted((raw) =>
      ensure((requestIdOf(raw) ?? "") !== "", "a RequestId", "no RequestId"),
    ),
  },
  {
    kind: "wire",
    id: "wire/user-under-result",
    level: "must",
    clause: documented(["F003"], model, "The output shape of the writes is User itself"),
    check: ofAccepted((raw) =>
      userWrites.includes(raw.operation) && resultOf(raw) !== undefined
        ? ensure(
            child(resultOf(raw), "User") === undefined,
            "no <User> element",
            "a <User> element",
          )
        : "silent",
    ),
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
    check: ofAccepted((raw) =>
      onlyNamed(
        "member",
        lists(raw).flatMap((list) => list.children),
        (name) => name === "member",
      ),
    ),
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
    check: ofAccepted((raw) =>
      noOther(usersOf(raw), (name) => knownMembers.has(name) || name === "User"),
    ),
  },
  {
    kind: "wire",
    id: "wire/user-group-members",
    // Of groups no fact says that there is nothing else.
    level: "should",
    clause: documented(["F007"], model, "UserGroup: UserGroupId, Status, Engine, …, ARN"),
    check: ofAccepted((raw) => noOther(groupsOf(raw), (name) => knownGroupMembers.has(name))),
  },
  {
    kind: "wire",
    id: "wire/tag-members",
    level: "must",
    clause: documented(["F004"], model, "only TagList uses <Tag>"),
    check: ofAccepted((raw) => onlyNamed("Tag", tagsOf(raw), (name) => name === "Tag")),
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
    check: ofAccepted((raw) =>
      tagOperations.includes(raw.operation)
        ? ensure(child(resultOf(raw), "TagList") !== undefined, "TagList", "no TagList")
        : "silent",
    ),
  },
  {
    kind: "wire",
    id: "wire/no-secrets",
    level: "must",
    clause: documented(["F006"], model, "Passwords and tags are never returned."),
    check: ({ wire }) =>
      ensure(
        ![wire.body, ...Object.values(wire.headers)].some((text) => secretsOf(text).length > 0),
        "no password",
        "a password of ours",
      ),
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
    check: ofAccepted((raw) =>
      usersOf(raw).length === 0
        ? "silent"
        : ensure(
            usersOf(raw).every((one) => child(one, "UserGroupIds") !== undefined),
            "UserGroupIds",
            "no UserGroupIds",
          ),
    ),
  },
  {
    kind: "wire",
    id: "wire/content-type",
    level: "should",
    clause: observed(["F302"], "cloud-custodian tag recordings", '"content-type": "text/xml"'),
    check: ({ wire }) => equal("text/xml", wire.headers["content-type"]?.split(";")[0]?.trim()),
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
    check: ofAccepted((raw) => {
      const id = requestIdOf(raw);
      return id === undefined ? "silent" : equal(id, raw.wire.headers["x-amzn-requestid"]);
    }),
  },
  ...wireErrorRules,
];
