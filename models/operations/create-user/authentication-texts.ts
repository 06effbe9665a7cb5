import { inferred, observed, type Rule } from "../../rules/rule.ts";

/** The texts and codes of refusals of authentication. */
export const authenticationWordings: readonly Rule<"CreateUser">[] = [
  {
    kind: "wording",
    id: "create-user/authentication-type-unknown-code",
    level: "should",
    clause: inferred(
      ["F049"],
      "getmoto/moto test_create_user_invalid_authentication_type",
      "Input Authentication type: <value> is not in the allowed list: [password,no-password-required,iam]",
    ),
    grounds: ["create-user/authentication-type-unknown"],
    codes: ["InvalidParameterValue"],
  },
  {
    kind: "wording",
    id: "create-user/no-authentication-text",
    level: "should",
    clause: observed(
      ["F046", "F047"],
      "crossplane-contrib/provider-upjet-aws#151",
      "Input Authentication type: null is not in the allowed list: [password,no-password-required,iam]",
    ),
    grounds: ["create-user/no-authentication", "create-user/no-password-required-false-alone"],
    says: /authentication type: null is not in the allowed list/i,
  },
  {
    kind: "wording",
    id: "create-user/password-length-text",
    level: "should",
    clause: observed(
      ["F051"],
      "hashicorp/terraform-provider-aws#24273",
      "Passwords length must be between 16-128 characters.",
    ),
    grounds: ["create-user/password-too-short", "create-user/password-too-long"],
  },
  {
    kind: "wording",
    id: "create-user/passwords-with-no-password-required-text",
    level: "should",
    clause: observed(
      ["F054"],
      "badmintoncryer/cdk-preflight pf-elasticache-user-authentication",
      "Password field is not allowed with authentication type: no-password-required",
    ),
    grounds: ["create-user/passwords-with-no-password-required"],
  },
  {
    kind: "wording",
    id: "create-user/iam-id-differs-from-name-text",
    level: "should",
    clause: observed(
      ["F062"],
      "terraform-aws-modules/terraform-aws-elasticache#65",
      "User Id and User name must be same for authentication type: iam",
    ),
    grounds: ["create-user/iam-id-differs-from-name"],
  },
  {
    kind: "wording",
    id: "create-user/valkey-with-no-password-text",
    level: "should",
    clause: observed(
      ["F064"],
      "live applies of 2026-07-27 and 2026-09-23",
      "No-password-required is not allowed for a user with engine Valkey",
    ),
    grounds: [
      "create-user/valkey-with-no-password-mode",
      "create-user/valkey-with-no-password-flag",
    ],
  },
];
