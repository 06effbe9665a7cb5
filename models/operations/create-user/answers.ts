import { isDeleted } from "../../belief/membership.ts";
import { believed, type State } from "../../belief/state.ts";
import type { AuthenticationRequest } from "../../contract/contract.ts";
import { equal, oneOf } from "../../rules/check.ts";
import { documented, observed, type Rule } from "../../rules/rule.ts";
import { areDistinct, passwordsOf, spellingOf, wishOf } from "../../vocabulary/authentication.ts";

/** What CreateUser answers of status and authentication. */
export const results: readonly Rule<"CreateUser">[] = [
  {
    kind: "guarantee",
    id: "create-user/password-type",
    level: "must",
    clause: observed(
      ["F076"],
      "cloud-custodian recordings",
      '"Authentication": {"Type": "password", "PasswordCount": 1}',
    ),
    check: ({ input, output }) =>
      wishOf(input) === "password" ? equal("password", output.Authentication?.Type) : "silent",
  },
  {
    kind: "guarantee",
    id: "create-user/password-count",
    level: "must",
    clause: documented(
      ["F005", "F076"],
      "aws-controllers-k8s/elasticache-controller e2e; API_CreateUser Passwords.member.N",
      "passwordCount == 2",
    ),
    check: ({ input, output }) =>
      wishOf(input) === "password" && areDistinct(passwordsOf(input))
        ? equal(passwordsOf(input).length, output.Authentication?.PasswordCount)
        : "silent",
  },
  {
    kind: "guarantee",
    id: "create-user/no-password-type",
    level: "must",
    clause: documented(
      ["F011", "F012"],
      "API model AuthenticationType; cloud-custodian recordings",
      "no-password-required reads back as no-password",
    ),
    check: ({ input, output }) =>
      wishOf(input) === "no-password"
        ? equal("no-password", output.Authentication?.Type)
        : "silent",
  },
  {
    kind: "guarantee",
    id: "create-user/iam-type",
    level: "must",
    clause: documented(["F011"], "API model AuthenticationType", "password | no-password | iam"),
    check: ({ input, output }) =>
      wishOf(input) === "iam" ? equal("iam", output.Authentication?.Type) : "silent",
  },
  {
    kind: "guarantee",
    id: "create-user/spellings-agree",
    level: "must",
    clause: observed(
      ["F012", "F048"],
      "cloud-custodian recordings; hashicorp/terraform-provider-aws#40794",
      "AuthenticationMode no-password-required or NoPasswordRequired=true: one wish, one result",
    ),
    check: ({ before, input, output }) => {
      const type = otherSpelling(before, input);
      return type === undefined ? "silent" : equal(type, output.Authentication?.Type);
    },
  },
  {
    kind: "guarantee",
    id: "create-user/fresh-after-delete",
    level: "must",
    clause: documented(
      ["F012", "F076", "F132"],
      "cloud-custodian recordings; terraform waitUserDeleted",
      "A deleted user is at last UserNotFound: a new one of its id has only what its own request gave it",
    ),
    check: ({ before, input, output }) => {
      const wish = wishOf(input);
      if (!isDeleted(believed(before, input.UserId)) || wish === undefined) return "silent";
      // How a target spells a type is another rule's matter.
      const type = output.Authentication?.Type?.replace("-required", "");
      return equal([input.UserName, wish], [output.UserName, type]);
    },
  },
  {
    kind: "guarantee",
    id: "create-user/status-active",
    isLook: true,
    level: "should",
    clause: observed(
      ["F071"],
      "hashicorp/terraform-provider-aws#37151",
      "Creation complete after 2s; no `creating` state was ever seen for users",
    ),
    check: ({ output }) => equal("active", output.Status),
  },
  {
    kind: "guarantee",
    id: "create-user/status",
    isLook: true,
    level: "must",
    clause: documented(["F071"], "API model User.Status", "active, modifying or deleting"),
    check: ({ output }) => oneOf(["active", "modifying", "creating"], output.Status),
  },
];

/** The type that the same wish got in another spelling. */
const otherSpelling = (before: State, input: AuthenticationRequest): string | undefined => {
  const granted = before.granted.get(wishOf(input) ?? "");
  return granted === undefined || granted.spelling === spellingOf(input) ? undefined : granted.type;
};
