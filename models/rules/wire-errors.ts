import { statuses } from "../contract/fault-code.ts";
import { messagesIn } from "../contract/reading.ts";
import { child } from "../contract/xml.ts";
import { ensure, equal } from "./check.ts";
import { documented, observed, type WireRule } from "./rule.ts";
import { clients, model } from "./sources.ts";
import { ofError, ofKnownError, requestIdOf, rootOf } from "./wire-elements.ts";

/** True of a status by which every client takes a refusal for one, and for the last word. */
const isFinal = (status: number): boolean => status >= 400 && status < 500 && status !== 429;

/** How a refusal looks, and what is made of an Action that nobody has. */
export const wireErrorRules: readonly WireRule[] = [
  {
    kind: "wire",
    id: "wire/error-envelope",
    level: "must",
    clause: observed(
      ["C001"],
      clients,
      "Java 2.57.8, Rust 1.129.0 and JavaScript 3.699.0 find neither code nor message anywhere else than in ErrorResponse, Error",
    ),
    check: ofError((_, { path }) => equal("ErrorResponse/Error/Code", path.join("/"))),
  },
  {
    kind: "wire",
    id: "wire/error-request-id",
    level: "should",
    clause: observed(
      ["F302", "C021"],
      "cloud-custodian tag recordings",
      "x-amzn-requestid equals RequestId: a refusal has one too, beside its Error",
    ),
    check: ofError((raw) => {
      const id = child(rootOf(raw), "RequestId")?.text.trim() ?? requestIdOf(raw) ?? "";
      return ensure(id !== "", "a RequestId", "no RequestId");
    }),
  },
  {
    kind: "wire",
    id: "wire/error-type",
    level: "should",
    clause: documented(["F013", "C021"], model, "All senderFault"),
    check: ofKnownError((_, { element }) => equal("Sender", child(element, "Type")?.text.trim())),
  },
  {
    kind: "wire",
    id: "wire/error-status",
    level: "must",
    clause: observed(
      ["C013"],
      clients,
      "JavaScript and Java take a refusal with HTTP 200 for a success; all send again what was refused with 5xx, some with 429",
    ),
    check: ofKnownError(({ wire: { status } }, _, code) =>
      ensure(isFinal(status), `HTTP ${statuses[code]}`, `HTTP ${status}`),
    ),
  },
  {
    kind: "wire",
    id: "wire/error-status-exact",
    level: "should",
    clause: documented(
      ["F013", "C014"],
      model,
      "error.httpStatusCode: UserNotFound 404, the others 400",
    ),
    check: ofKnownError(({ wire: { status } }, _, code) =>
      isFinal(status) ? equal(statuses[code], status) : "silent",
    ),
  },
  {
    kind: "wire",
    id: "wire/error-code",
    level: "must",
    clause: observed(
      ["F014", "F015", "C003"],
      "hashicorp/terraform-provider-aws#34002; terraform-aws-modules/terraform-aws-elasticache#65",
      "UserNotFound: … status code: 404; InvalidParameterCombination: User Id …",
    ),
    check: ofKnownError((_, fault, code) => equal(code, fault.code.trim())),
  },
  {
    kind: "wire",
    id: "wire/code-exact",
    level: "must",
    clause: observed(
      ["C002"],
      clients,
      "Every SDK takes the white space in a Code for a part of it, and so knows no such error",
    ),
    check: ofError((_, { code }) =>
      ensure(code === code.trim(), "a code without white space", JSON.stringify(code)),
    ),
  },
  {
    kind: "wire",
    id: "wire/error-message",
    level: "must",
    clause: observed(
      ["C010"],
      clients,
      "boto3, the AWS CLI and Java find no message where it is spelt otherwise",
    ),
    check: ofError((_, { element }) => {
      const [message, ...others] = messagesIn(element);
      if (message === undefined) return "silent";
      // Two that say the same mislead nobody. Of two that differ, JavaScript takes the one in lower case.
      const another =
        message.name === "Message"
          ? others.find(({ text }) => text.trim() !== message.text.trim())
          : message;
      return equal("Message", (another ?? message).name);
    }),
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
    check: ({ action, kind }) =>
      action === undefined ? "silent" : ensure(kind !== "accepted", "not accepted", "accepted"),
  },
];
