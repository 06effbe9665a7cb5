import { isValkey } from "../../belief/membership.ts";
import type { Input } from "../../contract/contract.ts";
import { documented, inferred, observed, type Rule, must } from "../../rules/rule.ts";
import {
  gives,
  givesTwice,
  hasForbiddenCharacter,
  isUnknownMode,
  modeOf,
  passwordLength,
  passwordsOf,
  speaksOfAuthentication,
} from "../../vocabulary/authentication.ts";

const wantsNoPassword = (input: Input<"CreateUser">): boolean =>
  input.NoPasswordRequired === true || modeOf(input) === "no-password-required";

/** Why CreateUser refuses how a new user is to prove who it is. */
export const authenticationGrounds: readonly Rule<"CreateUser">[] = [
  {
    kind: "ground",
    id: "create-user/no-authentication",
    level: "must",
    clause: observed(
      ["F046"],
      "crossplane-contrib/provider-upjet-aws#151",
      "Input Authentication type: null is not in the allowed list: [password,no-password-required,iam]",
    ),
    codes: ["InvalidParameterValue"],
    when: ({ input }) => must(!speaksOfAuthentication(input)),
  },
  {
    kind: "ground",
    id: "create-user/no-password-required-false-alone",
    level: "must",
    clause: observed(
      ["F047"],
      "crossplane-contrib/provider-upjet-aws#151",
      "NoPasswordRequired=false without any password gives the same error: false does not imply type password",
    ),
    codes: ["InvalidParameterValue"],
    when: ({ input }) =>
      must(
        input.NoPasswordRequired === false &&
          input.AuthenticationMode === undefined &&
          input.Passwords === undefined,
      ),
  },
  {
    kind: "ground",
    id: "create-user/authentication-type-unknown",
    level: "must",
    clause: documented(
      ["F011"],
      "API model, InputAuthenticationType",
      "password | no-password-required | iam",
    ),
    codes: "any",
    when: ({ input }) => must(isUnknownMode(input)),
  },
  {
    kind: "ground",
    id: "create-user/password-too-short",
    level: "must",
    clause: observed(
      ["F051"],
      "hashicorp/terraform-provider-aws#24273",
      "Passwords length must be between 16-128 characters.",
    ),
    codes: ["InvalidParameterValue"],
    when: ({ input }) => must(passwordsOf(input).some((password) => passwordLength(password) < 16)),
  },
  {
    kind: "ground",
    id: "create-user/password-too-long",
    level: "must",
    clause: observed(
      ["F051"],
      "badmintoncryer/cdk-preflight pf-elasticache-user-authentication, us-east-1 2026-09-13",
      "Passwords length must be between 16-128 characters.",
    ),
    codes: ["InvalidParameterValue"],
    when: ({ input }) =>
      must(passwordsOf(input).some((password) => passwordLength(password) > 128)),
  },
  {
    kind: "ground",
    id: "create-user/too-many-passwords",
    level: "must",
    clause: documented(
      ["F053"],
      "Role-Based Access Control (RBAC), Amazon ElastiCache User Guide",
      "Maximum number of passwords allowed in this service is 2.",
    ),
    codes: "any",
    // Two that are equal may count as one (F077).
    when: ({ input }) => must(new Set(passwordsOf(input)).size > 2 && !givesTwice(input)),
  },
  {
    kind: "ground",
    id: "create-user/password-characters",
    level: "should",
    clause: inferred(
      ["F069"],
      "Role-Based Access Control (RBAC), Amazon ElastiCache User Guide",
      'Passwords can\'t contain any of: , "" / @',
    ),
    codes: "any",
    when: ({ input }) =>
      must(passwordsOf(input).some((password) => hasForbiddenCharacter(password))),
  },
  {
    kind: "ground",
    id: "create-user/passwords-with-no-password-required",
    level: "must",
    clause: observed(
      ["F054"],
      "badmintoncryer/cdk-preflight pf-elasticache-user-authentication",
      "Password field is not allowed with authentication type: no-password-required",
    ),
    codes: ["InvalidParameterCombination", "InvalidParameterValue"],
    when: ({ input }) =>
      must(
        gives(input.Passwords) &&
          input.NoPasswordRequired === true &&
          input.AuthenticationMode === undefined,
      ),
  },
  {
    kind: "ground",
    id: "create-user/passwords-with-mode-no-password-required",
    level: "should",
    clause: inferred(
      ["F055"],
      "the template of F054, applied to AuthenticationMode",
      "Password field is not allowed with authentication type: no-password-required",
    ),
    codes: ["InvalidParameterCombination", "InvalidParameterValue"],
    when: ({ input }) =>
      must(passwordsOf(input).length > 0 && modeOf(input) === "no-password-required"),
  },
  {
    kind: "ground",
    id: "create-user/passwords-with-iam",
    level: "should",
    clause: inferred(
      ["F055"],
      "getmoto/moto test_create_user_with_iam_with_passwords",
      "Password field is not allowed with authentication type: iam",
    ),
    codes: ["InvalidParameterCombination"],
    when: ({ input }) => must(passwordsOf(input).length > 0 && modeOf(input) === "iam"),
  },
  {
    kind: "ground",
    id: "create-user/mode-password-without-passwords",
    level: "should",
    clause: inferred(
      ["F056"],
      "getmoto/moto test_create_user_with_authmode_password_without_passwords",
      "A user with Authentication Mode: password, must have at least one password",
    ),
    codes: ["InvalidParameterCombination"],
    when: ({ input }) => must(modeOf(input) === "password" && passwordsOf(input).length === 0),
  },
  {
    kind: "ground",
    id: "create-user/passwords-given-twice",
    level: "should",
    clause: inferred(
      ["F057"],
      "getmoto/moto, multiple password fields",
      "Passwords provided via multiple arguments. Use only one argument",
    ),
    codes: ["InvalidParameterCombination"],
    when: ({ input }) => must(givesTwice(input)),
  },
  {
    kind: "ground",
    id: "create-user/no-password-required-with-other-mode",
    level: "should",
    clause: inferred(
      ["F059"],
      "getmoto/moto test_create_user_with_no_password_required_and_authmode_different",
      "No password required flag is true but provided authentication type is <type>",
    ),
    codes: ["InvalidParameterCombination"],
    when: ({ input }) =>
      must(
        input.NoPasswordRequired === true &&
          (modeOf(input) === "password" || modeOf(input) === "iam"),
      ),
  },
  {
    kind: "ground",
    id: "create-user/iam-id-differs-from-name",
    level: "must",
    clause: observed(
      ["F062"],
      "terraform-aws-modules/terraform-aws-elasticache#65",
      "User Id and User name must be same for authentication type: iam",
    ),
    codes: ["InvalidParameterCombination"],
    when: ({ input }) =>
      must(
        modeOf(input) === "iam" &&
          input.UserName !== "default" &&
          input.UserId?.toLowerCase() !== input.UserName?.toLowerCase(),
      ),
  },
  {
    kind: "ground",
    id: "create-user/iam-named-default",
    level: "must",
    clause: documented(
      ["F062", "F063"],
      "@aws-cdk/aws-elasticache-alpha README",
      "You can't create a new default user using IamUser",
    ),
    codes: ["InvalidParameterCombination"],
    when: ({ input }) =>
      must(modeOf(input) === "iam" && input.UserName === "default" && input.UserId !== "default"),
  },
  {
    kind: "ground",
    id: "create-user/valkey-with-no-password-mode",
    level: "must",
    clause: observed(
      ["F064"],
      "live applies of 2026-07-27 and 2026-09-23",
      "No-password-required is not allowed for a user with engine Valkey",
    ),
    codes: ["InvalidParameterCombination"],
    when: ({ input }) => must(isValkey(input.Engine) && modeOf(input) === "no-password-required"),
  },
  {
    kind: "ground",
    id: "create-user/valkey-with-no-password-flag",
    level: "must",
    clause: documented(
      ["F064", "F065"],
      "Role-Based Access Control (RBAC), Amazon ElastiCache User Guide",
      "Valkey users must use either password protection or IAM authentication.",
    ),
    codes: ["InvalidParameterCombination"],
    when: ({ input }) =>
      must(
        isValkey(input.Engine) &&
          wantsNoPassword(input) &&
          modeOf(input) === undefined &&
          passwordsOf(input).length === 0,
      ),
  },
];
