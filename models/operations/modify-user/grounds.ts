import { isMoving } from "../../belief/membership.ts";
import { viewOf } from "../../belief/state.ts";
import { keyOf } from "../../contract/resource.ts";
import { missing, missingMemberCode, blankAccessString, unknownUser } from "../../rules/grounds.ts";
import { documented, inferred, observed, type Rule, must } from "../../rules/rule.ts";
import { model, rbac } from "../../rules/sources.ts";
import {
  givesTwice,
  isUnknownMode,
  modeOf,
  passwordLength,
  passwordsOf,
  speaksOfAuthentication,
} from "../../vocabulary/authentication.ts";
import { meant, engine, isKnown, typeBefore, wantsNoPassword } from "./asked.ts";

export const grounds: readonly Rule<"ModifyUser">[] = [
  missing("modify-user/user-id-missing", "ModifyUser", "UserId", { orEmpty: true }),
  unknownUser(
    "modify-user/unknown-user",
    documented(["F125"], model, "UserNotFound: The user does not exist or could not be found."),
  ),
  {
    kind: "ground",
    id: "modify-user/default-user",
    level: "must",
    clause: documented(["F126"], rbac, "You can't modify or delete this user."),
    codes: "any",
    when: ({ input }) => must(input.UserId === "default"),
  },
  blankAccessString("modify-user/access-string-blank"),
  {
    kind: "ground",
    id: "modify-user/password-too-short",
    level: "must",
    clause: observed(
      ["F122"],
      "vault-plugin acceptance test",
      'update to invalid password fails with "too short"',
    ),
    codes: "any",
    when: ({ input }) => must(passwordsOf(input).some((password) => passwordLength(password) < 16)),
  },
  {
    kind: "ground",
    id: "modify-user/password-too-long",
    level: "should",
    clause: inferred(
      ["F051"],
      "the bounds of CreateUser, applied to ModifyUser",
      "Passwords length must be between 16-128 characters.",
    ),
    codes: "any",
    when: ({ input }) =>
      must(passwordsOf(input).some((password) => passwordLength(password) > 128)),
  },
  {
    kind: "ground",
    id: "modify-user/too-many-passwords",
    level: "must",
    clause: documented(["F053"], rbac, "Maximum number of passwords allowed in this service is 2."),
    codes: "any",
    when: ({ input }) => must(new Set(passwordsOf(input)).size > 2 && !givesTwice(input)),
  },
  {
    kind: "ground",
    id: "modify-user/authentication-type-unknown",
    level: "must",
    clause: documented(
      ["F011"],
      `${model}, InputAuthenticationType`,
      "password | no-password-required | iam",
    ),
    codes: "any",
    when: ({ input }) => must(isUnknownMode(input)),
  },
  {
    kind: "ground",
    id: "modify-user/iam-id-differs-from-name",
    level: "must",
    clause: observed(
      ["F117"],
      "a published live audit of 2026-10-01, CloudTrail event c4aec5dc",
      "User Id and User name must be same for authentication type: iam",
    ),
    codes: ["InvalidParameterCombination"],
    when: (asked) => {
      const name = meant(asked)?.UserName;
      return must(
        isKnown(asked) &&
          modeOf(asked.input) === "iam" &&
          name !== undefined &&
          name.toLowerCase() !== keyOf(asked.input.UserId),
      );
    },
  },
  {
    kind: "ground",
    id: "modify-user/valkey-on-no-password-user",
    level: "must",
    clause: observed(
      ["F118"],
      "a published live audit of 2026-10-01, CloudTrail event 6a0bdd0e",
      "No-password-required is not allowed for a user with engine Valkey",
    ),
    codes: ["InvalidParameterCombination"],
    when: (asked) =>
      must(
        isKnown(asked) &&
          engine(asked) === "valkey" &&
          typeBefore(asked) === "no-password" &&
          (!speaksOfAuthentication(asked.input) || wantsNoPassword(asked)),
      ),
  },
  {
    kind: "ground",
    id: "modify-user/no-password-on-valkey-user",
    level: "must",
    clause: documented(
      ["F065"],
      rbac,
      "Valkey users must use either password protection or IAM authentication.",
    ),
    codes: "any",
    when: (asked) =>
      must(
        isKnown(asked) &&
          (engine(asked) ?? meant(asked)?.Engine) === "valkey" &&
          typeBefore(asked) !== "no-password" &&
          wantsNoPassword(asked),
      ),
  },
  {
    kind: "ground",
    id: "modify-user/while-modifying",
    level: "should",
    meanwhile: true,
    clause: observed(
      ["F123"],
      "hashicorp/terraform-provider-aws#49726",
      "User <id> has status modifying. Only active users can be modified.",
    ),
    codes: ["InvalidUserState"],
    when: ({ before, input }) =>
      isMoving(before, input.UserId) &&
      (viewOf(before, input.UserId)?.Status === "modifying" ? "may" : "unknown"),
  },
  missingMemberCode("modify-user/missing-member-code", ["modify-user/user-id-missing"]),
  {
    kind: "wording",
    id: "modify-user/while-modifying-text",
    level: "should",
    meanwhile: true,
    clause: observed(
      ["F123"],
      "hashicorp/terraform-provider-aws#49726",
      "User <id> has status modifying. Only active users can be modified.",
    ),
    grounds: ["modify-user/while-modifying"],
    says: /has status modifying/i,
  },
  {
    kind: "wording",
    id: "modify-user/iam-id-differs-from-name-text",
    level: "should",
    clause: observed(
      ["F117"],
      "a published live audit of 2026-10-01, CloudTrail event c4aec5dc",
      "User Id and User name must be same for authentication type: iam",
    ),
    grounds: ["modify-user/iam-id-differs-from-name"],
  },
  {
    kind: "wording",
    id: "modify-user/valkey-on-no-password-user-text",
    level: "should",
    clause: observed(
      ["F118"],
      "a published live audit of 2026-10-01, CloudTrail event 6a0bdd0e",
      "No-password-required is not allowed for a user with engine Valkey",
    ),
    grounds: ["modify-user/valkey-on-no-password-user"],
  },
];
