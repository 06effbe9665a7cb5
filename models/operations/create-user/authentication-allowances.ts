import { isValkey } from "../../belief/membership.ts";
import type { Input } from "../../contract/contract.ts";
import { seenOnValkey } from "../../rules/access-string-asked.ts";
import { documented, inferred, observed, type Rule } from "../../rules/rule.ts";
import {
  areDistinct,
  gives,
  lengthIsAllowed,
  modeOf,
  passwordLength,
  passwordsOf,
  wishOf,
} from "../../vocabulary/authentication.ts";

const isPlain = (input: Input<"CreateUser">): boolean =>
  passwordsOf(input).every((password) => lengthIsAllowed(password)) &&
  areDistinct(passwordsOf(input)) &&
  passwordsOf(input).length <= 2;

/** Ways to prove who a user is that CreateUser is known to take. */
export const authenticationAllowances: readonly Rule<"CreateUser">[] = [
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
      input.NoPasswordRequired === false && wishOf(input) === "password" && !isValkey(input.Engine),
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
    level: "must",
    clause: observed(
      ["F343"],
      "hashicorp/terraform-provider-aws TestAccElastiCacheUser_updateEngine, PASS",
      "terraform always sends NoPasswordRequired=false, with Passwords on valkey too",
    ),
    when: ({ input }) =>
      input.NoPasswordRequired === false && wishOf(input) === "password" && isValkey(input.Engine),
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
      isValkey(input.Engine) && input.UserName === "default" && wishOf(input) === "password",
  },
];

export const onValkey: readonly Rule<"CreateUser">[] = [
  {
    kind: "allowance",
    id: "create-user/accepts-valkey-off-with-all-commands",
    level: "must",
    clause: observed(["F099"], "a live apply", "`off ~* +@all` is accepted on valkey"),
    when: ({ input }) =>
      isValkey(input.Engine) &&
      input.UserName !== "default" &&
      wishOf(input) === "password" &&
      input.AccessString === "off ~* +@all",
  },
  {
    kind: "allowance",
    id: "create-user/accepts-valkey-access-strings",
    level: "should",
    clause: inferred(
      ["F320", "F404", "F405"],
      "public configurations in use; aws-controllers-k8s/elasticache-controller e2e test_user_iam; a public apply",
      "off -@all on a valkey password user; on ~app::* -@all +@read on a valkey iam user; …",
    ),
    when: ({ input }) => isValkey(input.Engine) && seenOnValkey.includes(input.AccessString ?? ""),
  },
];
