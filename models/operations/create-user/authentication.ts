import type { Input } from "../../contract/contract.ts";
import { documented, inferred, observed, type Rule } from "../../rules/rule.ts";
import {
  areDistinct,
  gives,
  givesTwice,
  hasForbiddenCharacter,
  isUnknownMode,
  lengthIsAllowed,
  modeOf,
  passwordLength,
  passwordsOf,
  speaksOfAuthentication,
  wishOf,
} from "../../vocabulary/authentication.ts";

const isValkey = ({ Engine }: Input<"CreateUser">): boolean => Engine?.toLowerCase() === "valkey";
const wantsNoPassword = (input: Input<"CreateUser">): boolean =>
  input.NoPasswordRequired === true || modeOf(input) === "no-password-required";

const grounds: readonly Rule<"CreateUser">[] = [
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
    when: ({ input }) => !speaksOfAuthentication(input),
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
      input.NoPasswordRequired === false &&
      input.AuthenticationMode === undefined &&
      input.Passwords === undefined,
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
    when: ({ input }) => isUnknownMode(input),
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
    when: ({ input }) => passwordsOf(input).some((password) => passwordLength(password) < 16),
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
    when: ({ input }) => passwordsOf(input).some((password) => passwordLength(password) > 128),
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
    when: ({ input }) => new Set(passwordsOf(input)).size > 2 && !givesTwice(input),
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
    when: ({ input }) => passwordsOf(input).some((password) => hasForbiddenCharacter(password)),
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
      gives(input.Passwords) &&
      input.NoPasswordRequired === true &&
      input.AuthenticationMode === undefined,
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
    when: ({ input }) => passwordsOf(input).length > 0 && modeOf(input) === "no-password-required",
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
    when: ({ input }) => passwordsOf(input).length > 0 && modeOf(input) === "iam",
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
    when: ({ input }) => modeOf(input) === "password" && passwordsOf(input).length === 0,
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
    when: ({ input }) => givesTwice(input),
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
      input.NoPasswordRequired === true &&
      (modeOf(input) === "password" || modeOf(input) === "iam"),
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
      modeOf(input) === "iam" &&
      input.UserName !== "default" &&
      input.UserId?.toLowerCase() !== input.UserName?.toLowerCase(),
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
      modeOf(input) === "iam" && input.UserName === "default" && input.UserId !== "default",
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
    when: ({ input }) => isValkey(input) && modeOf(input) === "no-password-required",
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
      isValkey(input) &&
      wantsNoPassword(input) &&
      modeOf(input) === undefined &&
      passwordsOf(input).length === 0,
  },
];

const wordings: readonly Rule<"CreateUser">[] = [
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
    says: /passwords length must be between 16-128 characters/i,
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
    says: /password field is not allowed with authentication type: no-password-required/i,
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
    says: /user id and user name must be same for authentication type: iam/i,
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
    says: /no-password-required is not allowed for a user with engine valkey/i,
  },
];

const isPlain = (input: Input<"CreateUser">): boolean =>
  passwordsOf(input).every((password) => lengthIsAllowed(password)) &&
  areDistinct(passwordsOf(input)) &&
  passwordsOf(input).length <= 2;

const allowances: readonly Rule<"CreateUser">[] = [
  {
    kind: "allowance",
    id: "create-user/accepts-no-password-required-false-with-passwords",
    level: "must",
    clause: observed(
      ["F048"],
      "hashicorp/terraform-provider-aws#40794, passwordAuthMode PASS",
      "terraform always sends NoPasswordRequired=false, with Passwords or AuthenticationMode",
    ),
    when: ({ input }) =>
      input.NoPasswordRequired === false && wishOf(input) === "password" && !isValkey(input),
  },
  {
    kind: "allowance",
    id: "create-user/accepts-no-password-required-false-with-iam",
    level: "must",
    clause: observed(
      ["F048"],
      "hashicorp/terraform-provider-aws#40794, iamAuthMode PASS",
      "terraform always sends NoPasswordRequired=false, with Passwords or AuthenticationMode",
    ),
    when: ({ input }) => input.NoPasswordRequired === false && wishOf(input) === "iam",
  },
  {
    kind: "allowance",
    id: "create-user/accepts-no-password-required-false-on-valkey",
    level: "should",
    clause: inferred(
      ["F343"],
      "a public configuration",
      "NoPasswordRequired=false with Passwords is accepted for valkey too",
    ),
    when: ({ input }) =>
      input.NoPasswordRequired === false && wishOf(input) === "password" && isValkey(input),
  },
  {
    kind: "allowance",
    id: "create-user/accepts-16-characters",
    level: "must",
    clause: observed(
      ["F052"],
      "badmintoncryer/cdk-preflight",
      "one user with a 128 and a 16 character password -> CREATE_COMPLETE",
    ),
    when: ({ input }) =>
      isPlain(input) && passwordsOf(input).some((password) => passwordLength(password) === 16),
  },
  {
    kind: "allowance",
    id: "create-user/accepts-128-characters",
    level: "must",
    clause: observed(
      ["F052"],
      "badmintoncryer/cdk-preflight",
      "one user with a 128 and a 16 character password -> CREATE_COMPLETE",
    ),
    when: ({ input }) =>
      isPlain(input) && passwordsOf(input).some((password) => passwordLength(password) === 128),
  },
  {
    kind: "allowance",
    id: "create-user/accepts-two-passwords",
    level: "must",
    clause: observed(
      ["F076"],
      "aws-controllers-k8s/elasticache-controller e2e",
      "passwordCount == 2",
    ),
    when: ({ input }) => isPlain(input) && passwordsOf(input).length === 2,
  },
  {
    kind: "allowance",
    id: "create-user/accepts-parentheses-in-passwords",
    level: "must",
    clause: documented(
      ["F070"],
      "Role-Based Access Control (RBAC), Amazon ElastiCache User Guide",
      '--passwords "a-str0ng-pa))word"',
    ),
    when: ({ input }) =>
      isPlain(input) && passwordsOf(input).some((password) => password.includes("))")),
  },
  {
    kind: "allowance",
    id: "create-user/accepts-both-no-password-spellings",
    level: "should",
    clause: inferred(
      ["F060"],
      "getmoto/moto",
      "NoPasswordRequired=true with AuthenticationMode.Type=no-password-required is accepted",
    ),
    when: ({ input }) =>
      input.NoPasswordRequired === true && modeOf(input) === "no-password-required",
  },
  {
    kind: "allowance",
    id: "create-user/accepts-mode-password-with-legacy-passwords",
    level: "should",
    clause: inferred(
      ["F061"],
      "getmoto/moto",
      "if passwords is empty, then we can use the authentication_passwords",
    ),
    when: ({ input }) =>
      modeOf(input) === "password" && gives(input.Passwords) && wishOf(input) === "password",
  },
  {
    kind: "allowance",
    id: "create-user/accepts-valkey-default-with-password",
    level: "must",
    clause: observed(
      ["F066"],
      "a live apply",
      'engine valkey, UserName default, a password, access string "off ~* +@all"',
    ),
    when: ({ input }) =>
      isValkey(input) && input.UserName === "default" && wishOf(input) === "password",
  },
];

/** Access strings of valkey users in configurations in use (F320). */
export const valkeyStrings = ["off -@all", "on ~{tag}:* -@all +@connection +cluster|slots +get"];

const onValkey: readonly Rule<"CreateUser">[] = [
  {
    kind: "allowance",
    id: "create-user/accepts-valkey-off-with-all-commands",
    level: "must",
    clause: observed(["F099"], "a live apply", "`off ~* +@all` is accepted on valkey"),
    when: ({ input }) =>
      isValkey(input) &&
      input.UserName !== "default" &&
      wishOf(input) === "password" &&
      input.AccessString === "off ~* +@all",
  },
  {
    kind: "allowance",
    id: "create-user/accepts-valkey-access-strings",
    level: "should",
    clause: inferred(
      ["F320"],
      "public configurations in use",
      "off -@all on a valkey password user; on ~{tag}:* -@all +@connection +cluster|slots +get … on a valkey iam user",
    ),
    when: ({ input }) => isValkey(input) && valkeyStrings.includes(input.AccessString ?? ""),
  },
];

/** Which spellings of authentication CreateUser takes, and with what it refuses the others. */
export const createAuthentication: readonly Rule<"CreateUser">[] = [
  ...grounds,
  ...wordings,
  ...allowances,
  ...onValkey,
];
