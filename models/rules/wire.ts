import type { OperationName } from "../contract/contract.ts";
import { user, userGroup } from "../contract/members.ts";
import { secretsOf } from "../contract/placeholder.ts";
import { holderOf } from "../contract/reading.ts";
import { type Element, looksLikeAnswer } from "../contract/xml.ts";
import { type Check, equal, ensure, none } from "./check.ts";
import { documented, observed, type Raw, type WireRule } from "./rule.ts";
import { clients, model } from "./sources.ts";
import {
  excerpt,
  groupsIn,
  namespace,
  noOther,
  ofAccepted,
  present,
  requestIdOf,
  resultOf,
  rootOf,
  structuresIn,
  tagResultsIn,
  usersIn,
} from "./wire-elements.ts";
import { wireErrorRules } from "./wire-errors.ts";
import { wireFormRules } from "./wire-form.ts";

/** The result, where it is that of this operation. */
const resultsIn = (raw: Raw, operation: OperationName): readonly Element[] =>
  raw.operation === operation ? [resultOf(raw) ?? []].flat() : [];

/** Of several checks the first that is broken; kept where one is, and none broken. */
const firstBroken = (checks: readonly Check[]): Check =>
  checks.find((check) => typeof check === "object") ??
  checks.find((check) => check === "kept") ??
  "silent";

/** What every response must keep, whatever it answers. `*` rules are exercised on targets that show their wire. */
export const wireRules: readonly WireRule[] = [
  {
    kind: "wire",
    id: "wire/readable",
    of: "claims",
    level: "must",
    clause: documented(
      ["F001", "F013", "C015"],
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
    clause: documented(["F001", "C016"], model, "protocol: query; the answer is XML"),
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
    level: "should",
    clause: documented(["F001", "C021"], model, `xmlNamespace ${namespace}`),
    check: ofAccepted((raw) => equal(namespace, rootOf(raw)?.namespace)),
  },
  {
    kind: "wire",
    id: "wire/result-wrapper",
    level: "must",
    clause: documented(["F002", "C017"], model, "<XResponse><XResult>…</XResult></XResponse>"),
    check: ofAccepted((raw, root) =>
      equal(
        [`${raw.operation}Response`, `${raw.operation}Result`],
        [root.name, resultOf(raw)?.name],
      ),
    ),
  },
  {
    kind: "wire",
    id: "wire/result-first",
    level: "must",
    clause: observed(
      ["C005"],
      clients,
      "Where ResponseMetadata, or anything else, stands before the result Java loses every field without an error, and Rust throws",
    ),
    check: ofAccepted((_, { children }) => {
      const [first] = children;
      return children.some(({ name }) => name.endsWith("Result"))
        ? ensure(
            first?.name.endsWith("Result") === true,
            "the result first",
            `${first?.name} first`,
          )
        : "silent";
    }),
  },
  {
    kind: "wire",
    id: "wire/request-id",
    level: "should",
    clause: documented(
      ["F002", "C021"],
      model,
      "<ResponseMetadata><RequestId/></ResponseMetadata>",
    ),
    check: ofAccepted((raw) =>
      ensure((requestIdOf(raw) ?? "") !== "", "a RequestId", "no RequestId"),
    ),
  },
  {
    kind: "wire",
    id: "wire/user-under-result",
    level: "must",
    clause: documented(["F003", "C018"], model, "The output shape of the writes is User itself"),
    check: ofAccepted((raw) => {
      const structures = structuresIn(raw);
      const around = structures.filter(
        ({ shape, element }) => holderOf(shape, element) !== element,
      );
      return structures.length === 0
        ? "silent"
        : none(
            "the members right under the result",
            around.map(({ element }) => `<${element.children[0]?.name}> around them`),
          );
    }),
  },
  {
    kind: "wire",
    id: "wire/user-members",
    level: "should",
    clause: documented(
      ["F006", "F201", "C021"],
      `${model}; cloud-custodian recordings`,
      "Response members exactly: … Passwords and tags are never returned.",
    ),
    check: ofAccepted((raw) => noOther(usersIn(raw), user)),
  },
  {
    kind: "wire",
    id: "wire/user-group-members",
    // Of groups no fact says that there is nothing else.
    level: "should",
    clause: documented(["F007"], model, "UserGroup: UserGroupId, Status, Engine, …, ARN"),
    check: ofAccepted((raw) => noOther(groupsIn(raw), userGroup)),
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
    check: ofAccepted((raw) => present(tagResultsIn(raw), ["TagList"])),
  },
  {
    kind: "wire",
    id: "wire/no-secrets",
    level: "must",
    // No client breaks on it: a password that is told is a leak.
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
      ["F301", "C012"],
      "cloud-custodian tag recordings, content-length 301",
      "An empty list is sent as an empty element, not omitted",
    ),
    check: ofAccepted((raw) =>
      firstBroken([
        present(resultsIn(raw, "DescribeUsers"), ["Users"]),
        present(resultsIn(raw, "DescribeUserGroups"), ["UserGroups"]),
        present(usersIn(raw), ["UserGroupIds"]),
        present(groupsIn(raw), ["UserIds", "ReplicationGroups"]),
      ]),
    ),
  },
  {
    kind: "wire",
    id: "wire/content-type",
    level: "should",
    clause: observed(["F302"], "cloud-custodian tag recordings", '"content-type": "text/xml"'),
    check: ({ wire }) =>
      equal("text/xml", wire.headers["content-type"]?.split(";")[0]?.trim().toLowerCase()),
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
  {
    kind: "wire",
    id: "wire/sdk-reading",
    isLast: true,
    level: "must",
    clause: observed(
      ["C022"],
      clients,
      "The AWS SDK for JavaScript reads otherwise what stands there, or throws",
    ),
    check: ({ kind, misread }) =>
      kind === "unreadable"
        ? "silent"
        : ensure(misread === undefined, "read by the SDK as it stands", misread ?? ""),
  },
  ...wireFormRules,
  ...wireErrorRules,
];
