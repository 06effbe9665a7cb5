import { groupsWith, isRedis, isValkey } from "../../belief/membership.ts";
import { believed, hasOpenForm, viewOf, viewOfGroup } from "../../belief/state.ts";
import { keyOf } from "../../contract/resource.ts";
import {
  isOfCategories,
  isOpenString,
  takenByModify,
} from "../../rules/access-string-questions.ts";
import type { OpenQuestion } from "../../rules/rule.ts";
import { isBeyond60 } from "../../vocabulary/access-string.ts";
import {
  areDistinct,
  hasForbiddenCharacter,
  hasOpenCharacter,
  isUnknownMode,
  passwordsOf,
  speaksOfAuthentication,
  wishOf,
} from "../../vocabulary/authentication.ts";
import { meant, type Modify, typeBefore } from "./asked.ts";

/** Engine valkey for a user that would have neither password nor iam: refused, by F118. */
const leavesValkeyOpen = (asked: Modify): boolean =>
  isValkey(asked.input.Engine) &&
  typeBefore(asked) === "no-password" &&
  (!speaksOfAuthentication(asked.input) || wishOf(asked.input) === "no-password");

export const questions: readonly OpenQuestion<"ModifyUser">[] = [
  {
    id: "open/modify-nothing",
    question: "Is ModifyUser with nothing but a UserId refused?",
    facts: [],
    settledBy: "aws elasticache modify-user --user-id u",
    when: ({ input }) => Object.keys(input).every((name) => name === "UserId"),
  },
  {
    id: "open/append-access-string",
    question: "How is AppendAccessString checked and stored, alone and beside AccessString?",
    facts: ["F101", "F102"],
    settledBy: "aws elasticache modify-user --user-id u --append-access-string '+@write'",
    when: ({ input }) => input.AppendAccessString !== undefined,
  },
  {
    id: "open/modify-contradictions",
    question: "Which contradictory spellings of authentication does ModifyUser refuse, and how?",
    facts: ["F054"],
    settledBy: "aws elasticache modify-user --user-id u --no-password-required --passwords …",
    when: ({ input }) =>
      (speaksOfAuthentication(input) && wishOf(input) === undefined && !isUnknownMode(input)) ||
      (input.AuthenticationMode !== undefined &&
        (input.Passwords !== undefined || input.NoPasswordRequired !== undefined)),
  },
  {
    id: "open/away-from-iam",
    question: "Can a user be changed away from iam, and does iam drop its passwords?",
    facts: [],
    settledBy:
      "aws elasticache modify-user --user-id iam-user --authentication-mode Type=password,…",
    when: (asked) => typeBefore(asked) === "iam" && speaksOfAuthentication(asked.input),
  },
  {
    id: "open/no-password-in-valkey-group",
    question: "Can a user of a valkey group lose its password?",
    facts: ["F115", "F173"],
    settledBy: "aws elasticache modify-user --user-id member --no-password-required",
    when: (asked) =>
      wishOf(asked.input) === "no-password" &&
      groupsWith(asked.before, asked.input.UserId).some(
        (id) => !isRedis(viewOfGroup(asked.before, id)?.Engine),
      ),
  },
  {
    id: "open/valkey-password-by-flag",
    question: "Can a valkey user's password be changed other than by AuthenticationMode?",
    facts: ["F344"],
    settledBy: "aws elasticache modify-user --user-id valkey-user --passwords …",
    when: (asked) => asked.input.Passwords !== undefined && meant(asked)?.Engine === "valkey",
  },
  {
    id: "open/no-password-again",
    question: "Is asking for no password refused where the user has none?",
    facts: [],
    settledBy: "aws elasticache modify-user --user-id no-password-user --no-password-required",
    when: (asked) => typeBefore(asked) === "no-password" && wishOf(asked.input) === "no-password",
  },
  {
    id: "open/engine-with-other-changes",
    question: "Can the engine change together with authentication, for iam users, or to itself?",
    facts: [],
    settledBy: "aws elasticache modify-user --user-id u --engine valkey --authentication-mode …",
    when: (asked) =>
      asked.input.Engine !== undefined &&
      !leavesValkeyOpen(asked) &&
      (typeBefore(asked) !== "password" ||
        speaksOfAuthentication(asked.input) ||
        asked.input.AccessString !== undefined ||
        keyOf(asked.input.Engine) === meant(asked)?.Engine ||
        !(isRedis(asked.input.Engine) || isValkey(asked.input.Engine))),
  },
  {
    id: "open/modify-passwords",
    question: "Are equal passwords, an empty list, or unsettled characters refused?",
    facts: ["F069", "F077"],
    settledBy:
      "aws elasticache modify-user --user-id u --passwords same-password-16 same-password-16",
    when: ({ input }) =>
      !areDistinct(passwordsOf(input)) ||
      input.Passwords?.length === 0 ||
      passwordsOf(input).some(
        (password) => hasOpenCharacter(password) || hasForbiddenCharacter(password),
      ),
  },
  {
    id: "open/modify-id-syntax",
    question: "Does ModifyUser check the syntax of the id, or say UserNotFound? Is case ignored?",
    facts: ["F332"],
    settledBy: "aws elasticache modify-user --user-id 1user …",
    when: ({ input }) => hasOpenForm(input.UserId),
  },
  {
    id: "open/iam-name-case-on-modify",
    question: "Does iam compare UserId and UserName without regard to case?",
    facts: ["F062"],
    settledBy: "aws elasticache modify-user --user-id ann --authentication-mode Type=iam",
    when: (asked) => {
      const name = meant(asked)?.UserName;
      return (
        asked.input.AuthenticationMode?.Type === "iam" &&
        name !== asked.input.UserId &&
        name?.toLowerCase() === keyOf(asked.input.UserId)
      );
    },
  },
  {
    id: "open/modify-while-deleting",
    question: "How is ModifyUser refused on a user that is being deleted?",
    facts: ["F124"],
    settledBy: "aws elasticache delete-user --user-id u; aws elasticache modify-user --user-id u …",
    when: ({ before, input }) => believed(before, input.UserId).kind === "deleting",
  },
  {
    id: "open/modify-access-string-beyond-evidence",
    question: "Which access strings does ModifyUser take beyond plain ones?",
    facts: ["F087", "F096", "F097"],
    settledBy: "aws elasticache modify-user --user-id u --access-string '…'",
    when: ({ input }) =>
      isOpenString(input.AccessString, takenByModify) ||
      isBeyond60(input.AccessString) ||
      isOfCategories(input.AccessString),
  },
  {
    id: "open/modify-unsettled-user",
    question: "Is a user that never left `creating` open to changes?",
    facts: [],
    settledBy: "none: no AWS user was ever seen in that state",
    when: (asked) => {
      const status = viewOf(asked.before, asked.input.UserId)?.Status;
      return status !== undefined && !["active", "modifying"].includes(status);
    },
  },
];
