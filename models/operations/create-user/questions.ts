import { keyOf } from "../../contract/resource.ts";
import { fixedOnValkey, seenOnValkey } from "../../rules/access-string-asked.ts";
import {
  isOfCategories,
  isOpenString,
  takenByCreate,
} from "../../rules/access-string-questions.ts";
import type { OpenQuestion } from "../../rules/rule.ts";
import { hasEmptyKey, hasKeyTwice } from "../../rules/tags.ts";
import {
  areDistinct,
  hasOpenCharacter,
  isModeInCapitals,
  passwordsOf,
} from "../../vocabulary/authentication.ts";

export const questions: readonly OpenQuestion<"CreateUser">[] = [
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
    when: ({ input }) => passwordsOf(input).some((password) => hasOpenCharacter(password)),
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
    when: ({ input: { AccessString = "", Engine } }) => {
      if (keyOf(Engine) !== "valkey") return isOpenString(AccessString, takenByCreate);
      return (
        ![...fixedOnValkey, ...seenOnValkey].includes(AccessString) &&
        (isOpenString(AccessString, takenByCreate) || isOfCategories(AccessString))
      );
    },
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
