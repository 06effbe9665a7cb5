import { child } from "../contract/xml.ts";
import { equal, ensure } from "./check.ts";
import { documented, observed, type WireRule } from "./rule.ts";
import { model } from "./sources.ts";
import { statuses, errorOf, codeOf, ofKnownError } from "./wire-elements.ts";

/** How a refusal looks, and what is made of an Action that nobody has. */
export const wireErrorRules: readonly WireRule[] = [
  {
    kind: "wire",
    id: "wire/error-type",
    level: "must",
    clause: documented(["F013"], model, "All senderFault"),
    check: ofKnownError((raw) => equal("Sender", child(errorOf(raw), "Type")?.text.trim())),
  },
  {
    kind: "wire",
    id: "wire/error-status",
    level: "must",
    clause: documented(["F013"], model, "error.httpStatusCode: UserNotFound 404, the others 400"),
    check: ofKnownError((raw, code) => equal(statuses[code], raw.wire.status)),
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
    check: ofKnownError((raw, code) => equal(code, codeOf(raw))),
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
