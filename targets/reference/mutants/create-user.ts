import type { AnyInput, User } from "../../../models/contract/contract.ts";
import {
  afterwards,
  lacking,
  reads,
  recodes,
  refuses,
  memoryOf,
  remembered,
  rewords,
  shows,
  together,
  without,
} from "../faults.ts";
import { type Mutant, mutant } from "./mutant.ts";
import { shapeMutants } from "./shape.ts";
import { tagMutants } from "./tag-grounds.ts";

const passwords = (input: AnyInput): readonly string[] => [
  ...(input.Passwords ?? []),
  ...(input.AuthenticationMode?.Passwords ?? []),
];
const lengthOf = (input: AnyInput): readonly number[] =>
  passwords(input).map(({ length }) => length);
const modeOf = (input: AnyInput): string | undefined => input.AuthenticationMode?.Type;
const accessIs =
  (...texts: readonly string[]) =>
  ({ AccessString = "" }: AnyInput): boolean =>
    texts.includes(AccessString);
const accessHas =
  (part: RegExp) =>
  ({ AccessString = "" }: AnyInput): boolean =>
    part.test(AccessString);

/** Where a fault needs another access string, or none to refuse it. */
const taking = (part: RegExp) =>
  reads("CreateUser", (input) =>
    part.test(input.AccessString ?? "") ? { ...input, AccessString: "on ~* +@all" } : input,
  );

const storing = (fits: (input: AnyInput) => boolean, text: (sent: string) => string) =>
  shows("CreateUser", (user, _, input) =>
    fits(input)
      ? { ...user, AccessString: text(input.UserId === undefined ? "" : sentBy(input)) }
      : user,
  );
const sentBy = (input: AnyInput): string => input.AccessString ?? "";

const identity: readonly Mutant[] = [
  mutant(
    "create-user/user-id-missing",
    1,
    reads("CreateUser", (input) => ({ UserId: "u-x", ...input })),
  ),
  mutant(
    "create-user/user-name-missing",
    1,
    reads("CreateUser", (input) => ({ UserName: "x", ...input })),
  ),
  mutant(
    "create-user/engine-missing",
    1,
    reads("CreateUser", (input) => ({ Engine: "redis", ...input })),
  ),
  mutant(
    "create-user/access-string-missing",
    1,
    reads("CreateUser", (input) => ({ AccessString: "off -@all", ...input })),
  ),
  mutant(
    "create-user/user-id-empty",
    1,
    reads("CreateUser", (input) => (input.UserId === "" ? { ...input, UserId: "u-x" } : input)),
  ),
  mutant(
    "create-user/user-name-empty",
    1,
    reads("CreateUser", (input) => (input.UserName === "" ? { ...input, UserName: "x" } : input)),
  ),
  mutant("create-user/access-string-blank", 1, taking(/^\s*$/)),
  mutant("create-user/user-id-pattern", 1, without("CreateUser", "identifier")),
  mutant("create-user/user-id-with-dot", 1, without("CreateUser", "identifier")),
  mutant("create-user/engine-unknown", 1, without("CreateUser", "known engine")),
  mutant("create-user/user-id-taken", 2, without("CreateUser", "id is free")),
  mutant(
    "create-user/user-id-taken-in-other-case",
    2,
    reads("CreateUser", (input, { users }) => {
      const id = (input.UserId ?? "").toLowerCase();
      return id !== input.UserId && users.has(id) ? { ...input, UserId: `${id}-upper` } : input;
    }),
  ),
  mutant(
    "create-user/default-id",
    1,
    reads("CreateUser", (input) =>
      input.UserId === "default" ? { ...input, UserId: "default-x" } : input,
    ),
  ),
  mutant(
    "create-user/while-deleting",
    3,
    refuses(
      "CreateUser",
      ({ UserId = "" }, { users }) => users.get(UserId)?.status === "deleting",
      "InvalidParameterCombination",
    ),
  ),
  mutant(
    "create-user/missing-member-code",
    1,
    recodes(
      "CreateUser",
      "InvalidParameterValue",
      "InvalidParameterCombination",
      /must be provided/,
    ),
  ),
  mutant("create-user/user-id-pattern-text", 1, rewords("CreateUser", /not a valid identifier/)),
  mutant(
    "create-user/accepts-mixed-case-id",
    1,
    refuses("CreateUser", ({ UserId = "" }) => UserId !== UserId.toLowerCase()),
  ),
  mutant(
    "create-user/accepts-engine-in-any-case",
    1,
    refuses("CreateUser", ({ Engine = "" }) => /[A-Z]/.test(Engine)),
  ),
  mutant(
    "create-user/accepts-shared-user-name",
    2,
    refuses(
      "CreateUser",
      ({ UserName, UserId = "" }, { users }) =>
        [...users.values()].some(
          ({ id, name }) => name === UserName && id !== UserId.toLowerCase(),
        ),
      "DuplicateUserName",
    ),
  ),
  mutant(
    "create-user/accepts-user-name-default",
    1,
    refuses("CreateUser", ({ UserName, Engine }) => UserName === "default" && Engine === "redis"),
  ),
  mutant(
    "create-user/accepts-tags",
    1,
    refuses("CreateUser", ({ Tags }) => Tags !== undefined),
  ),
  mutant(
    "create-user/accepts-deleted-id",
    4,
    (() => {
      const deleted = remembered();
      return {
        ...refuses(
          "CreateUser",
          ({ UserId = "" }, call) => deleted(call).has(UserId) && !call.users.has(UserId),
          "UserAlreadyExists",
        ),
        ...afterwards("DeleteUser", (call, { UserId = "" }, { kind }) => {
          if (kind === "accepted") deleted(call).add(UserId);
        }),
      };
    })(),
  ),
  mutant(
    "create-user/user-id",
    1,
    shows("CreateUser", (user) => ({ ...user, UserId: `${user.UserId}x` })),
  ),
  mutant(
    "create-user/user-id-in-lower-case",
    1,
    shows("CreateUser", (user, _, { UserId }) => ({ ...user, UserId })),
  ),
  mutant(
    "create-user/user-name",
    1,
    shows("CreateUser", (user) => ({ ...user, UserName: user.UserName?.toLowerCase() })),
  ),
  mutant(
    "create-user/engine",
    1,
    shows("CreateUser", (user) => ({ ...user, Engine: "redis" })),
  ),
];

const fromMode =
  (mode: string) =>
  (input: AnyInput): AnyInput =>
    modeOf(input) === mode
      ? { ...input, Passwords: [], AuthenticationMode: { Type: mode } }
      : input;

const authentication: readonly Mutant[] = [
  mutant(
    "create-user/no-authentication",
    1,
    reads("CreateUser", (input) =>
      passwords(input).length === 0 &&
      input.NoPasswordRequired === undefined &&
      modeOf(input) === undefined
        ? { ...input, NoPasswordRequired: true }
        : input,
    ),
  ),
  mutant(
    "create-user/no-password-required-false-alone",
    1,
    reads("CreateUser", (input) =>
      passwords(input).length === 0 &&
      input.NoPasswordRequired === false &&
      modeOf(input) === undefined
        ? { ...input, NoPasswordRequired: true }
        : input,
    ),
  ),
  mutant(
    "create-user/authentication-type-unknown",
    1,
    reads("CreateUser", (input) =>
      modeOf(input) === "kerberos"
        ? { ...lacking(input, "AuthenticationMode", "Passwords"), NoPasswordRequired: true }
        : input,
    ),
  ),
  mutant(
    "create-user/authentication-type-unknown-code",
    1,
    recodes("CreateUser", "InvalidParameterValue", "InvalidParameterCombination", /type: (?!null)/),
  ),
  mutant("create-user/password-too-short", 1, without("CreateUser", "password length")),
  mutant("create-user/password-too-long", 1, without("CreateUser", "password length")),
  mutant("create-user/too-many-passwords", 1, without("CreateUser", "number of passwords")),
  mutant("create-user/password-characters", 1, without("CreateUser", "password characters")),
  mutant(
    "create-user/passwords-with-no-password-required",
    1,
    reads("CreateUser", (input) =>
      input.NoPasswordRequired === true ? { ...input, Passwords: [] } : input,
    ),
  ),
  mutant(
    "create-user/passwords-with-mode-no-password-required",
    1,
    reads("CreateUser", fromMode("no-password-required")),
  ),
  mutant("create-user/passwords-with-iam", 1, reads("CreateUser", fromMode("iam"))),
  mutant(
    "create-user/mode-password-without-passwords",
    1,
    without("CreateUser", "mode password has passwords"),
  ),
  mutant("create-user/passwords-given-twice", 1, without("CreateUser", "passwords in one place")),
  mutant(
    "create-user/no-password-required-with-other-mode",
    1,
    without("CreateUser", "flag agrees with mode"),
  ),
  mutant("create-user/iam-id-differs-from-name", 1, without("CreateUser", "iam id is name")),
  mutant(
    "create-user/iam-named-default",
    1,
    reads("CreateUser", (input) =>
      modeOf(input) === "iam" && input.UserName === "default"
        ? { ...input, UserName: input.UserId ?? "" }
        : input,
    ),
  ),
  mutant(
    "create-user/valkey-with-no-password-mode",
    1,
    without("CreateUser", "valkey needs authentication"),
  ),
  mutant(
    "create-user/valkey-with-no-password-flag",
    1,
    reads("CreateUser", (input) =>
      input.Engine === "valkey" && input.NoPasswordRequired === true
        ? { ...input, Engine: "redis" }
        : input,
    ),
  ),
  mutant("create-user/no-authentication-text", 1, rewords("CreateUser", /type: null/)),
  mutant("create-user/password-length-text", 1, rewords("CreateUser", /Passwords length/)),
  mutant(
    "create-user/passwords-with-no-password-required-text",
    1,
    rewords("CreateUser", /not allowed with authentication type: no-password-required/),
  ),
  mutant("create-user/iam-id-differs-from-name-text", 1, rewords("CreateUser", /must be same/)),
  mutant("create-user/valkey-with-no-password-text", 1, rewords("CreateUser", /engine Valkey/)),
  mutant(
    "create-user/accepts-no-password-required-false-with-passwords",
    1,
    refuses(
      "CreateUser",
      (input) => input.NoPasswordRequired === false && passwords(input).length > 0,
    ),
  ),
  mutant(
    "create-user/accepts-no-password-required-false-with-iam",
    1,
    refuses("CreateUser", (input) => input.NoPasswordRequired === false && modeOf(input) === "iam"),
  ),
  mutant(
    "create-user/accepts-no-password-required-false-on-valkey",
    1,
    refuses(
      "CreateUser",
      (input) => input.NoPasswordRequired === false && input.Engine === "valkey",
    ),
  ),
  mutant(
    "create-user/accepts-16-characters",
    1,
    refuses("CreateUser", (input) => lengthOf(input).includes(16)),
  ),
  mutant(
    "create-user/accepts-128-characters",
    1,
    refuses("CreateUser", (input) => lengthOf(input).includes(128)),
  ),
  mutant(
    "create-user/accepts-two-passwords",
    1,
    refuses("CreateUser", (input) => passwords(input).length === 2),
  ),
  mutant(
    "create-user/accepts-parentheses-in-passwords",
    1,
    refuses("CreateUser", (input) => passwords(input).some((password) => password.includes(")"))),
  ),
  mutant(
    "create-user/accepts-both-no-password-spellings",
    1,
    refuses(
      "CreateUser",
      (input) => input.NoPasswordRequired === true && modeOf(input) === "no-password-required",
    ),
  ),
  mutant(
    "create-user/accepts-mode-password-with-legacy-passwords",
    1,
    refuses(
      "CreateUser",
      (input) => modeOf(input) === "password" && (input.Passwords ?? []).length > 0,
      "InvalidParameterCombination",
    ),
  ),
  mutant(
    "create-user/accepts-valkey-off-with-all-commands",
    1,
    refuses(
      "CreateUser",
      ({ Engine, UserName, AccessString }) =>
        Engine === "valkey" && UserName !== "default" && AccessString === "off ~* +@all",
    ),
  ),
  mutant(
    "create-user/accepts-valkey-access-strings",
    1,
    refuses(
      "CreateUser",
      ({ Engine, AccessString }) => Engine === "valkey" && AccessString === "off -@all",
    ),
  ),
  mutant(
    "create-user/accepts-valkey-default-with-password",
    1,
    refuses("CreateUser", ({ Engine, UserName }) => Engine === "valkey" && UserName === "default"),
  ),
];

const access: readonly Mutant[] = [
  mutant("create-user/access-string-resetpass", 1, taking(/resetpass/)),
  mutant("create-user/access-string-password", 1, taking(/>/)),
  mutant("create-user/access-string-reset", 1, taking(/\breset\b/)),
  mutant("create-user/access-string-garbage", 1, taking(/\?|foo/)),
  mutant("create-user/access-string-unknown-category", 1, taking(/nosuch/)),
  mutant("create-user/access-string-password-text", 1, rewords("CreateUser", /Password rules/)),
  mutant("create-user/accepts-a-state-alone", 1, refuses("CreateUser", accessIs("on"))),
  mutant("create-user/accepts-every-category", 1, refuses("CreateUser", accessHas(/@hyperloglog/))),
  mutant("create-user/accepts-directional-patterns", 1, refuses("CreateUser", accessHas(/%[RW]~/))),
  mutant("create-user/accepts-leading-white-space", 1, refuses("CreateUser", accessHas(/^\s/))),
  mutant("create-user/accepts-allkeys-allcommands", 1, refuses("CreateUser", accessHas(/allkeys/))),
  mutant(
    "create-user/accepts-resetchannels",
    1,
    refuses("CreateUser", accessIs("on ~app:* resetchannels -@all +@read")),
  ),
  mutant("create-user/accepts-channels", 1, refuses("CreateUser", accessHas(/&/))),
  mutant(
    "create-user/accepts-439-characters",
    1,
    refuses("CreateUser", ({ AccessString = "" }) => AccessString.length > 400),
  ),
  mutant(
    "create-user/accepts-rules-in-any-order",
    1,
    refuses("CreateUser", accessIs("off +get ~keys*", "on -@all +@read ~app:*")),
  ),
  mutant(
    "create-user/access-string-adds-base",
    1,
    storing(accessHas(/^on ~app:\* \+/), (sent) => sent),
  ),
  mutant(
    "create-user/access-string-off-by-default",
    1,
    storing(accessHas(/^~/), (sent) => `on ${sent} -@all`),
  ),
  mutant(
    "create-user/access-string-order",
    1,
    storing(accessIs("off +get ~keys*"), (sent) => sent),
  ),
  mutant(
    "create-user/access-string-channels-after-keys",
    1,
    storing(accessIs("on ~* &* +@read"), () => "on &* ~* -@all +@read"),
  ),
  mutant(
    "create-user/access-string-closes-channels",
    1,
    storing(accessHas(/%[RW]~app/), (sent) => sent),
  ),
  mutant(
    "create-user/access-string-read-write-pattern",
    1,
    storing(accessHas(/%RW~/), (sent) => sent),
  ),
  mutant(
    "create-user/access-string-words",
    1,
    storing(accessHas(/allkeys/), (sent) => sent),
  ),
  mutant(
    "create-user/access-string-command-order",
    1,
    storing(accessHas(/-@all \+\w+ \+/), (sent) => sent.split(" ").toSorted().join(" ")),
  ),
  mutant(
    "create-user/access-string-fixed-points",
    1,
    storing(accessIs("off ~* -@all"), () => "off ~*"),
  ),
  mutant(
    "create-user/access-string-fixed-lists",
    1,
    storing(accessHas(/~restricted/), () => "off ~restricted:* -@all +ping +get"),
  ),
  mutant(
    "create-user/access-string-fixed-on-valkey",
    1,
    storing(
      ({ Engine, AccessString }) => Engine === "valkey" && AccessString === "on ~* +@all",
      () => "on ~* resetchannels +@all",
    ),
  ),
  mutant(
    "create-user/access-string-fixed-directional",
    1,
    storing(accessHas(/otp/), (sent) => sent.replace(" resetchannels", "")),
  ),
  mutant(
    "create-user/access-string-without-resetchannels",
    1,
    storing(accessHas(/^on ~app:\* /), () => "on ~app:* resetchannels -@all +@read"),
  ),
  mutant(
    "create-user/access-string-same-each-time",
    2,
    (() => {
      const made = remembered();
      return shows("CreateUser", (user, call) => {
        const isFirst = made(call).size === 0;
        made(call).add(user.UserId ?? "");
        return isFirst ? user : { ...user, AccessString: `${user.AccessString} ` };
      });
    })(),
  ),
];

const shape: readonly Mutant[] = [
  ...shapeMutants("CreateUser", "create-user", {
    members: 1,
    "empty-user-group-ids": 1,
    arn: 1,
    "no-password-has-no-count": 1,
    "iam-has-no-count": 1,
    "minimum-engine-version": 1,
    "minimum-engine-version-with-iam": 1,
  }),
  mutant(
    "create-user/password-type",
    1,
    shows("CreateUser", (user) => ({ ...user, Authentication: { Type: "no-password" } })),
  ),
  mutant(
    "create-user/password-count",
    1,
    shows("CreateUser", (user) =>
      user.Authentication?.Type === "password"
        ? { ...user, Authentication: { Type: "password", PasswordCount: 1 } }
        : user,
    ),
  ),
  mutant(
    "create-user/no-password-type",
    1,
    shows("CreateUser", (user) =>
      user.Authentication?.Type === "no-password"
        ? { ...user, Authentication: { Type: "no-password-required" } }
        : user,
    ),
  ),
  mutant(
    "create-user/iam-type",
    1,
    shows("CreateUser", (user) =>
      user.Authentication?.Type === "iam"
        ? { ...user, Authentication: { Type: "no-password" } }
        : user,
    ),
  ),
  mutant(
    "create-user/spellings-agree",
    2,
    shows("CreateUser", (user, _, input) =>
      modeOf(input) === "no-password-required"
        ? { ...user, Authentication: { Type: "password", PasswordCount: 1 } }
        : user,
    ),
  ),
  mutant(
    "create-user/fresh-after-delete",
    4,
    (() => {
      const deleted = memoryOf(() => new Map<string, User>());
      return together([
        shows("DeleteUser", (user, call) => {
          deleted(call).set(user.UserId ?? "", user);
          return user;
        }),
        shows("CreateUser", (user, call) => {
          const { UserName, Authentication } = deleted(call).get(user.UserId ?? "") ?? user;
          return { ...user, UserName, Authentication };
        }),
      ]);
    })(),
  ),
  mutant(
    "create-user/status-active",
    1,
    shows("CreateUser", (user) => ({ ...user, Status: "creating" })),
  ),
  mutant(
    "create-user/status",
    1,
    shows("CreateUser", (user) => ({ ...user, Status: "ACTIVE" })),
  ),
  mutant(
    "create-user/unprovoked-refusal",
    2,
    refuses("CreateUser", (_, { users }) => users.size > 1),
  ),
  mutant(
    "create-user/declared-codes",
    2,
    recodes("CreateUser", "InvalidParameterValue", "BadRequest", /Passwords length/),
  ),
];

/** Faults of CreateUser. */
export const createUserMutants: readonly Mutant[] = [
  ...tagMutants("CreateUser", "create-user", 1),
  ...identity,
  ...authentication,
  ...access,
  ...shape,
];
