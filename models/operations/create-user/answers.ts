import { believed, type State } from "../../belief/state.ts";
import type { AuthenticationRequest, User } from "../../contract/contract.ts";
import { type Check, equal, oneOf } from "../../rules/check.ts";
import { documented, observed, type Rule } from "../../rules/rule.ts";
import { show } from "../../rules/show.ts";
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
      wishOf(input) === "password" ? typed("password", output) : "silent",
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
      wishOf(input) === "password" &&
      output.Authentication !== undefined &&
      areDistinct(passwordsOf(input))
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
      wishOf(input) === "no-password" ? typed("no-password", output) : "silent",
  },
  {
    kind: "guarantee",
    id: "create-user/iam-type",
    level: "must",
    clause: documented(["F011"], "API model AuthenticationType", "password | no-password | iam"),
    check: ({ input, output }) => (wishOf(input) === "iam" ? typed("iam", output) : "silent"),
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
      return type === undefined ? "silent" : typed(type, output);
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
      const belief = believed(before, input.UserId);
      const wish = wishOf(input);
      if (belief.kind !== "absent" || belief.was === undefined || wish === undefined)
        return "silent";
      const { view, asked = {} } = belief.was;
      const expected = [input.UserName, wish];
      const old = [view.UserName, view.Authentication?.Type];
      const oldAsked = [asked.UserName, asked.Authentication?.Type];
      const shown = [output.UserName, output.Authentication?.Type];
      // What was never shown as it was asked for says nothing of who is next: others tell that.
      const isHeir = shown.some(
        (one, at) =>
          one !== undefined && one !== expected[at] && one === old[at] && one === oldAsked[at],
      );
      return show(expected) === show(old)
        ? "silent"
        : isHeir
          ? { expected, actual: shown }
          : "kept";
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
    check: ({ output: { Status } }) =>
      Status === undefined ? "silent" : oneOf(["active", "modifying", "creating"], Status),
  },
];

/** The type that is shown; where none is, that is told as missing. */
const typed = (type: string, { Authentication }: User): Check =>
  Authentication === undefined ? "silent" : equal(type, Authentication.Type);

/** The type that the same wish got in another spelling. */
const otherSpelling = (before: State, input: AuthenticationRequest): string | undefined => {
  const granted = before.granted.get(wishOf(input) ?? "");
  return granted === undefined || granted.spelling === spellingOf(input) ? undefined : granted.type;
};
