import { isDeleted } from "../../belief/membership.ts";
import {
  believed,
  inDoubt,
  type Believed,
  confused,
  isStoredForm,
  nothingSince,
  type State,
  withOthersWritten,
  withUser,
} from "../../belief/state.ts";
import { refusedAtCreation, taggedAtCreation, userOf, withoutTags } from "../../belief/tags.ts";
import type {
  Answer,
  AuthenticationRequest,
  User,
  FaultCode,
  Input,
} from "../../contract/contract.ts";
import { withoutAffix } from "../../contract/fault-code.ts";
import { keyOf } from "../../contract/resource.ts";
import { accessStringRules, fixedDirectional, storageKey } from "../../rules/access-string.ts";
import { accountOf } from "../../rules/arn.ts";
import { refusalRules } from "../../rules/refusals.ts";
import {
  anyOf,
  documented,
  observed,
  oneOf,
  type OpenQuestion,
  type Rule,
} from "../../rules/rule.ts";
import { hasEmptyKey, hasKeyTwice, tagAllowances, tagGrounds } from "../../rules/tags.ts";
import { shapeOfAnswered } from "../../rules/user-shape.ts";
import {
  type AccessRule,
  canonical,
  isBeyond60,
  isNoCategory,
  isRefusedGarbage,
  parseAccessString,
  traitsOf,
} from "../../vocabulary/access-string.ts";
import {
  areDistinct,
  hasUnsettledCharacter,
  isModeInCapitals,
  passwordsOf,
  readBack,
  spellingOf,
  wishOf,
} from "../../vocabulary/authentication.ts";
import type { Operation } from "../operation.ts";
import { createAuthentication, valkeyStrings } from "./authentication.ts";
import { createUserVariations } from "./generate.ts";
import { createIdentity } from "./identity.ts";

const results: readonly Rule<"CreateUser">[] = [
  {
    kind: "guarantee",
    id: "create-user/password-type",
    level: "must",
    clause: observed(
      ["F076"],
      "cloud-custodian recordings",
      '"Authentication": {"Type": "password", "PasswordCount": 1}',
    ),
    when: ({ input }) => wishOf(input) === "password",
    expected: () => "password",
    actual: ({ output }) => output.Authentication?.Type,
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
    when: ({ input }) => wishOf(input) === "password" && areDistinct(passwordsOf(input)),
    expected: ({ input }) => passwordsOf(input).length,
    actual: ({ output }) => output.Authentication?.PasswordCount,
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
    when: ({ input }) => wishOf(input) === "no-password",
    expected: () => "no-password",
    actual: ({ output }) => output.Authentication?.Type,
  },
  {
    kind: "guarantee",
    id: "create-user/iam-type",
    level: "must",
    clause: documented(["F011"], "API model AuthenticationType", "password | no-password | iam"),
    when: ({ input }) => wishOf(input) === "iam",
    expected: () => "iam",
    actual: ({ output }) => output.Authentication?.Type,
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
    when: ({ before, input }) => otherSpelling(before, input) !== undefined,
    expected: ({ before, input }) => otherSpelling(before, input),
    actual: ({ output }) => output.Authentication?.Type,
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
    when: ({ before, input }) => {
      const belief = believed(before, input.UserId);
      return isDeleted(belief) && wishOf(input) !== undefined;
    },
    expected: ({ input }) => [input.UserName, wishOf(input)],
    // How a target spells a type is another rule's matter.
    actual: ({ output }) => [
      output.UserName,
      output.Authentication?.Type?.replace("-required", ""),
    ],
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
    expected: () => "active",
    actual: ({ output }) => output.Status,
  },
  {
    kind: "guarantee",
    id: "create-user/status",
    isLook: true,
    level: "must",
    clause: documented(["F071"], "API model User.Status", "active, modifying or deleting"),
    expected: () => anyOf(["active", "modifying", "creating"]),
    actual: ({ output }) => oneOf(output.Status, ["active", "modifying", "creating"]),
  },
];

/** The type that the same wish got in another spelling. */
const otherSpelling = (before: State, input: AuthenticationRequest): string | undefined => {
  const granted = before.granted.get(wishOf(input) ?? "");
  return granted === undefined || granted.spelling === spellingOf(input) ? undefined : granted.type;
};

const open: readonly OpenQuestion<"CreateUser">[] = [
  {
    id: "open/user-id-hyphens-and-length",
    question:
      "Does CreateUser refuse two hyphens in a row, a final hyphen, or more than 40 characters?",
    facts: ["F037", "F038", "F333"],
    settledBy: "aws elasticache create-user --user-id a--b …",
    when: ({ input }) => /--|-$|^.{41}/.test(input.UserId ?? ""),
  },
  {
    id: "open/user-name-characters",
    question:
      "Which characters and lengths may a UserName have, beyond letters, digits, dots and hyphens?",
    facts: ["F039"],
    settledBy: "aws elasticache create-user --user-name 'My User & co' …",
    when: ({ input }) => input.UserName !== undefined && !/^[\w.-]{0,120}$/.test(input.UserName),
  },
  {
    id: "open/iam-name-case",
    question: "Does iam compare UserId and UserName without regard to case?",
    facts: ["F062"],
    settledBy:
      "aws elasticache create-user --user-id ann --user-name Ann --authentication-mode Type=iam …",
    when: ({ input }) =>
      input.AuthenticationMode?.Type === "iam" &&
      (input.UserId !== keyOf(input.UserId) || input.UserId !== input.UserName) &&
      keyOf(input.UserId) === keyOf(input.UserName),
  },
  {
    id: "open/equal-passwords",
    question: "Are two equal passwords refused, collapsed or kept?",
    facts: ["F077"],
    settledBy: "aws elasticache create-user --passwords same-password-16 same-password-16 …",
    when: ({ input }) => !areDistinct(passwordsOf(input)),
  },
  {
    id: "open/empty-passwords",
    question: "What does an empty list of passwords mean?",
    facts: [],
    settledBy: "aws elasticache create-user --passwords '[]' …",
    when: ({ input }) =>
      input.Passwords?.length === 0 || input.AuthenticationMode?.Passwords?.length === 0,
  },
  {
    id: "open/password-characters",
    question: "Which of the characters that the documentation forbids are refused?",
    facts: ["F069"],
    settledBy: "aws elasticache create-user --passwords 'with,comma-and-more' …",
    when: ({ input }) => passwordsOf(input).some((password) => hasUnsettledCharacter(password)),
  },
  {
    id: "open/mode-in-capitals",
    question: "Is the type of authentication read without regard to case?",
    facts: [],
    settledBy: "aws elasticache create-user --authentication-mode Type=IAM …",
    when: ({ input }) => isModeInCapitals(input),
  },
  {
    id: "open/mode-without-type",
    question: "What does an AuthenticationMode without a Type mean?",
    facts: [],
    settledBy: "aws elasticache create-user --authentication-mode Passwords=… …",
    when: ({ input }) =>
      input.AuthenticationMode !== undefined && input.AuthenticationMode.Type === undefined,
  },
  {
    id: "open/flag-false-with-no-password-mode",
    question:
      "Is NoPasswordRequired=false with AuthenticationMode no-password-required a contradiction?",
    facts: [],
    settledBy:
      "aws elasticache create-user --no-no-password-required --authentication-mode Type=no-password-required …",
    when: ({ input }) =>
      input.NoPasswordRequired === false &&
      input.AuthenticationMode?.Type === "no-password-required",
  },
  {
    id: "open/access-string-beyond-evidence",
    question:
      "Which access strings are taken beyond plain states, patterns, categories and commands?",
    facts: ["F087", "F096", "F097", "F321"],
    settledBy: "aws elasticache create-user --access-string 'on ~a ~a +@all -@all (+@read ~b)' …",
    when: ({ input }) =>
      isUnsettled(input.AccessString, takenByCreate) ||
      (keyOf(input.Engine) === "valkey" &&
        isOfCategories(input.AccessString) &&
        !valkeyStrings.includes(input.AccessString ?? "")),
  },
  {
    id: "open/one-tag-key-twice",
    question: "Is a tag key that is given twice refused at creation, and is an empty one?",
    facts: [],
    settledBy: "aws elasticache create-user --tags Key=k Key=k …",
    when: ({ input }) => hasKeyTwice(input.Tags) || hasEmptyKey(input.Tags),
  },
  {
    id: "open/engine-versions",
    question:
      "Which MinimumEngineVersion do valkey users have, and users with channels or 7.x syntax?",
    facts: ["F045d"],
    settledBy: "aws elasticache create-user --engine valkey …; aws elasticache describe-users",
    // A refusal says nothing of it: no rule asks for a version there.
    when: () => false,
  },
  {
    id: "open/in-the-way-of-default",
    question: "Is the id of an AWS-managed user compared without regard to case?",
    facts: ["F068"],
    settledBy: "aws elasticache create-user --user-id Default …",
    when: ({ input }) => input.UserId !== "default" && keyOf(input.UserId) === "default",
  },
];

/** Access strings of which facts say that AWS takes them although they are not plain. */
export const takenByModify = ["on allkeys allcommands", "on ~app:* resetchannels -@all +@read"];
const takenByCreate = [
  ...takenByModify,
  fixedDirectional,
  "on ~* &* +@all",
  "on ~* &* -@all +@read",
  "on ~* &* +@read",
  "on %R~app:* -@all +@read",
  "on %W~app:* ~log:* -@all +@read",
  "on %RW~app:* -@all +@read",
];

/** True of strings of categories beyond those that are taken everywhere: what facts say of these is of CreateUser and redis (F095). */
export const isOfCategories = (text: string | undefined): boolean =>
  traitsOf(text ?? "").rules.some(
    (rule) =>
      rule.kind === "category" &&
      !["all", "read", "write"].includes(rule.category) &&
      !isNoCategory(rule),
  );

/** True of access strings on which no fact says whether they are taken. */
export const isUnsettled = (text: string | undefined, taken: readonly string[]): boolean =>
  text !== undefined &&
  text.trim() !== "" &&
  !traitsOf(text).plain &&
  !taken.includes(text) &&
  !parseAccessString(text).some((rule) => isRefused(rule));

/** Rules of which facts say that AWS refuses a string that holds them (F091 to F094). */
const isRefused = (rule: AccessRule): boolean =>
  rule.text === "resetpass" ||
  rule.text.startsWith(">") ||
  rule.kind === "reset" ||
  isRefusedGarbage(rule) ||
  isNoCategory(rule);

function predict(before: State, input: Input<"CreateUser">): User {
  const wish = wishOf(input);
  return {
    UserId: keyOf(input.UserId),
    UserName: input.UserName ?? "",
    Status: "active",
    Engine: (input.Engine ?? "").toLowerCase(),
    AccessString: canonical(input.AccessString ?? ""),
    UserGroupIds: [],
    ...(wish === undefined ? {} : { Authentication: readBack(wish, passwordsOf(input)) }),
  };
}

function advance(before: State, input: Input<"CreateUser">, answer: Answer<"CreateUser">): State {
  switch (answer.kind) {
    case "unsupported":
      return before;
    case "lost":
      return withUser(withoutTags(before, userOf(input.UserId)), input.UserId, inDoubt);
    case "refused": {
      const contradicts =
        withoutAffix(answer.code) === "UserAlreadyExists" &&
        believed(before, input.UserId).kind === "absent";
      return contradicts
        ? withUser(withoutTags(before, userOf(input.UserId)), input.UserId, { kind: "uncertain" })
        : {
            ...before,
            users: refusedAtCreation(before.users, input.UserId, "CreateUser", input.Tags),
          };
    }
    case "accepted":
      return adopt(before, input, answer.output);
  }
}

function adopt(before: State, input: Input<"CreateUser">, output: User): State {
  const wish = wishOf(input);
  const type = output.Authentication?.Type;
  const made: Believed = isStoredForm(output)
    ? {
        kind: "present",
        view: output,
        lastWrite: "CreateUser",
        since: { ...nothingSince, written: "CreateUser" },
        ...(isBeyond60(input.AccessString) ? { isRemade: true } : {}),
      }
    : confused;
  const after = withUser(
    { ...before, users: withOthersWritten(before.users, input.UserId) },
    input.UserId,
    made,
  );
  return {
    ...after,
    account: before.account ?? accountOf(output.ARN),
    members: withoutMember(before, keyOf(input.UserId)),
    tags: taggedAtCreation(before, { kind: "user", id: keyOf(input.UserId) }, input.Tags),
    stored: withStored(before, output, input.AccessString),
    granted:
      wish === undefined || before.granted.has(wish)
        ? before.granted
        : new Map(before.granted).set(wish, { spelling: spellingOf(input), type }),
  };
}

/** A new user is in no group, whoever had its id before. */
const withoutMember = ({ members }: State, id: string): State["members"] =>
  new Map([...members].map(([group, ids]) => [group, ids.filter((one) => one !== id)]));

/** Remembers in which form an access string came back. */
export const withStored = (
  before: State,
  output: User,
  text: string | undefined,
): State["stored"] => {
  const key = storageKey(output, text);
  return text === undefined || output.AccessString === undefined || before.stored.has(key)
    ? before.stored
    : new Map(before.stored).set(key, output.AccessString);
};

const declared: readonly FaultCode[] = [
  "UserAlreadyExists",
  "UserQuotaExceeded",
  "DuplicateUserName",
  "ServiceLinkedRoleNotFoundFault",
  "InvalidParameterValue",
  "InvalidParameterCombination",
  "TagQuotaPerResourceExceeded",
];

export const createUser: Operation<"CreateUser"> = {
  name: "CreateUser",
  rules: [
    ...createIdentity,
    ...createAuthentication,
    ...tagGrounds<"CreateUser">(
      "create-user",
      ({ Tags }) => Tags,
      ({ input }) => input.Tags?.length ?? 0,
    ),
    ...tagAllowances<"CreateUser">("create-user", ({ Tags }) => Tags),
    ...accessStringRules("create-user"),
    ...shapeOfAnswered("create-user", ["status-is-known"]),
    ...results,
    ...refusalRules("create-user", "F016", declared),
  ],
  open,
  declared,
  variations: createUserVariations,
  predict,
  advance,
};
