import type { RuleId } from "../../../models/rules/rule.ts";
import { type Damage, damages } from "../damages/index.ts";
import { shows, showsGroups, writes } from "../faults.ts";
import type { Fault } from "../service.ts";
import { type Mutant, mutant } from "./mutant.ts";

/** The damage of this name, as a fault. Throws where there is none. */
function damage(name: string): Fault {
  const found = damages.find((one: Damage) => one.name === name);
  if (found === undefined) throw new RangeError(`there is no damage ${name}`);
  return found.fault;
}

/** Damages of the form, each with the rule that catches it and the length of its story. */
const damaged: readonly (readonly [rule: RuleId, story: number, damage: string])[] = [
  ["wire/readable", 1, "error/json"],
  ["wire/well-formed", 1, "transport/success-mismatched"],
  ["wire/encoding", 1, "transport/success-byte-order-mark"],
  ["wire/namespace", 1, "form/no-namespace"],
  ["wire/no-prefix", 1, "form/prefixes"],
  ["wire/result-wrapper", 1, "form/result-of-another-name"],
  ["wire/result-first", 1, "form/metadata-first"],
  ["wire/request-id", 1, "form/no-metadata"],
  ["wire/user-under-result", 1, "form/user-element"],
  ["wire/one-of-each", 1, "UserId/twice"],
  ["wire/member-names", 1, "AccessString/first-lower"],
  ["wire/plain-text", 1, "AccessString/comment"],
  ["wire/integer", 1, "PasswordCount/float"],
  ["wire/list-members", 1, "Users/item"],
  ["wire/tag-members", 2, "TagList/member"],
  ["wire/empty-tag-list", 2, "TagList/absent"],
  ["wire/empty-list", 1, "UserGroupIds/absent"],
  ["wire/marker", 2, "Marker/null"],
  ["wire/sdk-reading", 1, "UserId/nil"],
  ["wire/content-type", 1, "transport/success-content-type-json"],
  ["wire/request-id-header", 1, "transport/no-request-id-header"],
  ["wire/error-envelope", 1, "error/response-errors"],
  ["wire/error-type", 1, "error/type-receiver"],
  ["wire/error-status", 1, "error/status-500"],
  ["wire/error-status-exact", 1, "error/status-409"],
  ["wire/error-code", 1, "Code/with-fault"],
  ["wire/code-exact", 1, "Code/spaces"],
  ["wire/error-message", 1, "Message/in-lower-case"],
];

/** Faults of the protocol. */
export const wireMutants: readonly Mutant[] = [
  ...damaged.map(([rule, story, name]) => mutant(rule, story, damage(name))),
  mutant(
    "wire/user-members",
    1,
    shows("CreateUser", (user) => ({ ...user, Tags: "" })),
  ),
  mutant(
    "wire/user-group-members",
    1,
    showsGroups("CreateUserGroup", (group) => ({ ...group, Tags: "" })),
  ),
  mutant("wire/no-secrets", 2, {
    outcome: (outcome, { operation }, input) =>
      operation === "CreateUser" && outcome.kind === "refused" && "Passwords" in input
        ? { ...outcome, message: `${outcome.message} ${JSON.stringify(input.Passwords)}` }
        : outcome,
  }),
  mutant(
    "wire/error-request-id",
    1,
    writes((body) =>
      body.includes("<ErrorResponse") ? body.replace(/<RequestId>[^<]*<\/RequestId>/, "") : body,
    ),
  ),
  mutant("wire/unknown-action", 1, {
    response: (response, operation) =>
      operation === "DescribeUzers"
        ? { ...response, status: 200, body: "<DescribeUzersResponse/>" }
        : response,
  }),
];
