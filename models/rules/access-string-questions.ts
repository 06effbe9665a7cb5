import {
  isRefusedGarbage,
  parseAccessString,
  type AccessRule,
  traitsOf,
  isNoCategory,
} from "../vocabulary/access-string.ts";
import { fixedDirectional } from "./access-string-asked.ts";
/** Access strings of which facts say that AWS takes them although they are not plain. */
export const takenByModify = ["on allkeys allcommands", "on ~app:* resetchannels -@all +@read"];

export const takenByCreate = [
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
export const isOpenString = (text: string | undefined, taken: readonly string[]): boolean =>
  text !== undefined &&
  text.trim() !== "" &&
  !traitsOf(text).plain &&
  !taken.includes(text) &&
  !parseAccessString(text).some((rule) => isRefused(rule));

/**
 * True of a string whose acceptance rests on facts at `must`: that one without a state is taken, one that is nothing else, and one of
 * subcommands, weaker ones say (F085, F098, F315, F403).
 */
export const isCarriedString = (text: string | undefined): boolean =>
  text === undefined ||
  (traitsOf(text).has.has("state") && traitsOf(text).has.size > 1 && !text.includes("|"));

/** Rules of which facts say that AWS refuses a string that holds them (F091 to F094). */
const isRefused = (rule: AccessRule): boolean =>
  rule.text === "resetpass" ||
  rule.text.startsWith(">") ||
  rule.kind === "reset" ||
  isRefusedGarbage(rule) ||
  isNoCategory(rule);
