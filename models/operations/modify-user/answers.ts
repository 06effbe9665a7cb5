import { wasRefused } from "../../belief/membership.ts";
import { believed } from "../../belief/state.ts";
import type { User } from "../../contract/contract.ts";
import { keyOf } from "../../contract/resource.ts";
import { fixedPoints } from "../../rules/access-string-asked.ts";
import { agreeing, equal, equalIfShown, oneOf } from "../../rules/check.ts";
import { documented, observed, type Rule } from "../../rules/rule.ts";
import { model } from "../../rules/sources.ts";
import {
  areDistinct,
  counted,
  passwordsOf,
  readBack,
  speaksOfAuthentication,
  wishOf,
} from "../../vocabulary/authentication.ts";
import { type Modify, c7n, view, engine, isKnown } from "./asked.ts";

export const guarantees: readonly Rule<"ModifyUser">[] = [
  {
    kind: "guarantee",
    id: "modify-user/new-authentication",
    level: "must",
    clause: observed(["F111"], c7n, "The answer already carries the new Authentication"),
    check: ({ output, ...asked }) => {
      const type = typeWanted(asked.input);
      return type !== undefined && output.Authentication !== undefined && isKnown(asked)
        ? equal(type, output.Authentication?.Type)
        : "silent";
    },
  },
  {
    kind: "guarantee",
    id: "modify-user/password-count",
    level: "must",
    clause: observed(
      ["F120"],
      "hashicorp/terraform-provider-aws update_password_auth_mode",
      "Passwords REPLACE the set: 2 to 1 gives PasswordCount 1; then two new ones give 2",
    ),
    check: ({ output, ...asked }) => {
      const passwords = passwordsOf(asked.input);
      return isKnown(asked) &&
        wishOf(asked.input) === "password" &&
        areDistinct(passwords) &&
        output.Authentication !== undefined
        ? equal(passwords.length, output.Authentication?.PasswordCount)
        : "silent";
    },
  },
  {
    kind: "guarantee",
    id: "modify-user/access-string-takes-effect",
    level: "must",
    clause: observed(["F111"], c7n, "The answer already carries the new AccessString"),
    check: ({ output, ...asked }) => {
      const old = view(asked)?.AccessString;
      const { AccessString = "", AppendAccessString } = asked.input;
      return fixedPoints.includes(AccessString) &&
        isKnown(asked) &&
        old !== undefined &&
        old !== AccessString &&
        output.Engine === "redis" &&
        AppendAccessString === undefined
        ? equalIfShown(AccessString, output.AccessString)
        : "silent";
    },
  },
  {
    kind: "guarantee",
    id: "modify-user/engine",
    level: "must",
    clause: observed(
      ["F119"],
      "hashicorp/terraform-provider-aws TestAccElastiCacheUser_updateEngine",
      "valkey to redis reads back redis",
    ),
    check: ({ output, ...asked }) =>
      asked.input.Engine === undefined ? "silent" : equalIfShown(engine(asked), output.Engine),
  },
  {
    kind: "guarantee",
    id: "modify-user/keeps-what-was-not-sent",
    level: "must",
    clause: observed(
      ["F111"],
      c7n,
      "UserName and Engine, which the request did not name, stand as they were",
    ),
    check: ({ output, ...asked }) => {
      const user = view(asked);
      return user === undefined || wasRefused(believed(asked.before, asked.input.UserId))
        ? "silent"
        : agreeing(untouched(asked, user), untouched(asked, output));
    },
  },
  {
    kind: "guarantee",
    id: "modify-user/user-id-and-name",
    level: "must",
    clause: documented(["F127"], model, "UserName and UserId can't be changed"),
    check: ({ output, ...asked }) => {
      const name = view(asked)?.UserName;
      const { UserId, UserName } = output;
      return name === undefined || UserId === undefined || UserName === undefined
        ? "silent"
        : equal([keyOf(asked.input.UserId), name], [UserId, UserName]);
    },
  },
  {
    kind: "guarantee",
    id: "modify-user/status",
    isLook: true,
    level: "must",
    clause: observed(["F110"], c7n, '"Status": "modifying"'),
    check: ({ output, ...asked }) =>
      isKnown(asked) && output.Status !== undefined
        ? oneOf(["modifying", "active"], output.Status)
        : "silent",
  },
  {
    kind: "guarantee",
    id: "modify-user/status-modifying",
    isLook: true,
    level: "should",
    clause: observed(["F110"], c7n, '"Status": "modifying"'),
    check: ({ output, ...asked }) =>
      isKnown(asked) ? equal("modifying", output.Status) : "silent",
  },
];

const typeWanted = (input: Modify["input"]): string | undefined => {
  const wish = wishOf(input);
  return wish === undefined ? undefined : readBack(wish, passwordsOf(input)).Type;
};

/** The members that a request leaves alone. */
const untouched = ({ input }: Modify, user: User): Partial<User> => ({
  ...(input.Engine === undefined && user.Engine !== undefined ? { Engine: user.Engine } : {}),
  ...(input.AccessString === undefined &&
  input.AppendAccessString === undefined &&
  input.Engine === undefined &&
  // What becomes of the string of a user that comes to iam, no fact says.
  wishOf(input) !== "iam" &&
  user.AccessString !== undefined
    ? { AccessString: user.AccessString }
    : {}),
  ...(speaksOfAuthentication(input) || user.Authentication === undefined
    ? {}
    : { Authentication: counted(user.Authentication) }),
});
