import type { AnyInput } from "../../../models/contract/contract.ts";
import { reads, recodes, refuses, rewords, shows, without } from "../faults.ts";
import { type Call, defaultUser, type StoredUser } from "../store.ts";
import { type Mutant, mutant } from "./mutant.ts";
import { shapeMutants } from "./shape.ts";

const passwords = (input: AnyInput): readonly string[] => [
  ...(input.Passwords ?? []),
  ...(input.AuthenticationMode?.Passwords ?? []),
];
const modeOf = (input: AnyInput): string | undefined => input.AuthenticationMode?.Type;
const userOf = ({ UserId = "" }: AnyInput, { users }: Call): StoredUser | undefined =>
  users.get(UserId);

const accessHas =
  (part: RegExp) =>
  ({ AccessString = "" }: AnyInput): boolean =>
    part.test(AccessString);

const taking = (part: RegExp) =>
  reads("ModifyUser", (input) =>
    part.test(input.AccessString ?? "") ? { ...input, AccessString: "on ~* +@all" } : input,
  );

const storing = (part: RegExp, text: (sent: string) => string) =>
  shows("ModifyUser", (user, _, input) => {
    const { AccessString = "" }: AnyInput = input;
    return part.test(AccessString) ? { ...user, AccessString: text(AccessString) } : user;
  });

/** Refuses changes of authentication of users of this type. */
const changing = (type: StoredUser["type"], fits: (input: AnyInput) => boolean) =>
  refuses("ModifyUser", (input, call) => userOf(input, call)?.type === type && fits(input));

const grounds: readonly Mutant[] = [
  mutant(
    "modify-user/user-id-missing",
    1,
    reads("ModifyUser", (input, { users }) => {
      if ((input.UserId ?? "") !== "") return input;
      users.set("u-x", { ...defaultUser, id: "u-x", name: "x" });
      return { ...input, UserId: "u-x" };
    }),
  ),
  mutant(
    "modify-user/missing-member-code",
    1,
    recodes("ModifyUser", "InvalidParameterValue", "UserNotFound", /must be provided/),
  ),
  mutant("modify-user/unknown-user", 1, without("ModifyUser", "user exists")),
  mutant("modify-user/default-user", 1, without("ModifyUser", "not the default user")),
  mutant("modify-user/password-too-short", 2, without("ModifyUser", "password length")),
  mutant("modify-user/password-too-long", 2, without("ModifyUser", "password length")),
  mutant("modify-user/too-many-passwords", 2, without("ModifyUser", "number of passwords")),
  mutant(
    "modify-user/authentication-type-unknown",
    2,
    without("ModifyUser", "known authentication type"),
  ),
  mutant("modify-user/iam-id-differs-from-name", 2, without("ModifyUser", "iam id is name")),
  mutant(
    "modify-user/valkey-on-no-password-user",
    2,
    without("ModifyUser", "valkey needs authentication"),
  ),
  mutant(
    "modify-user/no-password-on-valkey-user",
    2,
    without("ModifyUser", "valkey needs authentication"),
  ),
  mutant(
    "modify-user/while-modifying",
    3,
    recodes("ModifyUser", "InvalidUserState", "InvalidParameterValue"),
  ),
  mutant("modify-user/while-modifying-text", 3, rewords("ModifyUser", /has status/)),
  mutant("modify-user/iam-id-differs-from-name-text", 2, rewords("ModifyUser", /must be same/)),
  mutant("modify-user/valkey-on-no-password-user-text", 2, rewords("ModifyUser", /engine Valkey/)),
  mutant("modify-user/access-string-blank", 2, without("ModifyUser", "access string is not blank")),
  mutant("modify-user/access-string-resetpass", 2, taking(/resetpass/)),
  mutant("modify-user/access-string-password", 2, taking(/>/)),
  mutant("modify-user/access-string-reset", 2, taking(/\breset\b/)),
  mutant("modify-user/access-string-garbage", 2, taking(/\?/)),
  mutant("modify-user/access-string-unknown-category", 2, taking(/nosuch/)),
  mutant("modify-user/access-string-password-text", 2, rewords("ModifyUser", /Password rules/)),
];

const allowances: readonly Mutant[] = [
  mutant(
    "modify-user/no-password-to-password-by-mode",
    2,
    changing("no-password", (input) => modeOf(input) === "password"),
  ),
  mutant(
    "modify-user/no-password-to-password-by-passwords",
    2,
    changing("no-password", (input) => (input.Passwords ?? []).length > 0),
  ),
  mutant(
    "modify-user/password-to-no-password",
    2,
    changing("password", (input) => input.NoPasswordRequired === true),
  ),
  mutant(
    "modify-user/to-iam",
    2,
    refuses("ModifyUser", (input) => modeOf(input) === "iam"),
  ),
  mutant(
    "modify-user/replaces-passwords",
    2,
    changing(
      "password",
      (input) => modeOf(input) === "password" && input.AccessString === undefined,
    ),
  ),
  mutant(
    "modify-user/rotates-passwords",
    2,
    changing(
      "password",
      (input) => (input.Passwords ?? []).length === 2 && input.AccessString === undefined,
    ),
  ),
  mutant(
    "modify-user/no-password-required-false-with-passwords",
    2,
    refuses("ModifyUser", ({ NoPasswordRequired }) => NoPasswordRequired === false),
  ),
  mutant(
    "modify-user/valkey-password-by-mode",
    2,
    refuses(
      "ModifyUser",
      (input, call) => userOf(input, call)?.engine === "valkey" && modeOf(input) === "password",
    ),
  ),
  mutant(
    "modify-user/passwords-and-access-string",
    2,
    refuses(
      "ModifyUser",
      (input) => passwords(input).length > 0 && input.AccessString !== undefined,
    ),
  ),
  mutant(
    "modify-user/valkey-to-redis",
    2,
    refuses("ModifyUser", ({ Engine }) => Engine === "redis"),
  ),
  mutant(
    "modify-user/redis-to-valkey",
    2,
    refuses(
      "ModifyUser",
      (input, call) => input.Engine === "valkey" && userOf(input, call)?.type === "password",
    ),
  ),
  mutant(
    "modify-user/accepts-engine-in-any-case",
    2,
    refuses("ModifyUser", ({ Engine = "" }) => /[A-Z]/.test(Engine)),
  ),
  mutant(
    "modify-user/same-access-string",
    2,
    refuses(
      "ModifyUser",
      (input, call) =>
        input.AccessString === userOf(input, call)?.accessString && passwords(input).length === 0,
    ),
  ),
  mutant("modify-user/accepts-leading-white-space", 2, refuses("ModifyUser", accessHas(/^\s/))),
  mutant("modify-user/accepts-allkeys-allcommands", 2, refuses("ModifyUser", accessHas(/allkeys/))),
  mutant(
    "modify-user/accepts-resetchannels",
    2,
    refuses("ModifyUser", accessHas(/~app:\* resetchannels/)),
  ),
  mutant(
    "modify-user/accepts-439-characters",
    2,
    refuses("ModifyUser", ({ AccessString = "" }) => AccessString.length > 400),
  ),
  mutant(
    "modify-user/accepts-rules-in-any-order",
    2,
    refuses("ModifyUser", accessHas(/^off \+get/)),
  ),
];

const guarantees: readonly Mutant[] = [
  ...shapeMutants("ModifyUser", "modify-user", {
    members: 2,
    "empty-user-group-ids": 2,
    arn: 2,
    "no-password-has-no-count": 2,
    "iam-has-no-count": 2,
    "groups-once": 6,
    "minimum-engine-version": 2,
    "minimum-engine-version-with-iam": 2,
  }),
  mutant(
    "modify-user/new-authentication",
    2,
    shows("ModifyUser", (user) => ({ ...user, Authentication: { Type: "no-password" } })),
  ),
  mutant(
    "modify-user/password-count",
    2,
    shows("ModifyUser", (user) =>
      user.Authentication?.Type === "password"
        ? {
            ...user,
            Authentication: {
              Type: "password",
              PasswordCount: 1 + (user.Authentication.PasswordCount ?? 0),
            },
          }
        : user,
    ),
  ),
  mutant(
    "modify-user/access-string-takes-effect",
    2,
    shows("ModifyUser", (user) => ({ ...user, AccessString: "on ~old:* -@all" })),
  ),
  mutant(
    "modify-user/engine",
    2,
    shows("ModifyUser", (user) => ({
      ...user,
      Engine: user.Engine === "redis" ? "valkey" : "redis",
    })),
  ),
  mutant(
    "modify-user/keeps-what-was-not-sent",
    2,
    shows("ModifyUser", (user, _, input) => {
      const { AccessString }: AnyInput = input;
      return AccessString === undefined ? { ...user, AccessString: "off -@all" } : user;
    }),
  ),
  mutant(
    "modify-user/user-id-and-name",
    2,
    shows("ModifyUser", (user) => ({ ...user, UserName: user.UserId })),
  ),
  mutant(
    "modify-user/status",
    2,
    shows("ModifyUser", (user) => ({ ...user, Status: "updating" })),
  ),
  mutant(
    "modify-user/status-modifying",
    2,
    shows("ModifyUser", (user) => ({ ...user, Status: "active" })),
  ),
  mutant(
    "modify-user/access-string-adds-base",
    2,
    storing(/^on ~app:\* \+/, (sent) => sent),
  ),
  mutant(
    "modify-user/access-string-off-by-default",
    2,
    storing(/^~/, (sent) => `on ${sent} -@all`),
  ),
  mutant(
    "modify-user/access-string-order",
    2,
    storing(/^off \+get/, (sent) => sent),
  ),
  mutant(
    "modify-user/access-string-channels-after-keys",
    2,
    storing(/^on ~\* &\* \+@read$/, () => "on &* ~* -@all +@read"),
  ),
  mutant(
    "modify-user/access-string-closes-channels",
    2,
    storing(/%R~app/, (sent) => sent),
  ),
  mutant(
    "modify-user/access-string-read-write-pattern",
    2,
    storing(/%RW~/, (sent) => sent),
  ),
  mutant(
    "modify-user/access-string-words",
    2,
    storing(/allkeys/, (sent) => sent),
  ),
  mutant(
    "modify-user/access-string-command-order",
    2,
    storing(/-@all \+get/, (sent) => sent.split(" ").toSorted().join(" ")),
  ),
  mutant(
    "modify-user/access-string-fixed-points",
    2,
    storing(/^off ~\* -@all$/, () => "off ~*"),
  ),
  mutant(
    "modify-user/access-string-fixed-on-valkey",
    2,
    shows("ModifyUser", (user, _, { AccessString }: AnyInput) =>
      user.Engine === "valkey" && AccessString === "on ~* +@all"
        ? { ...user, AccessString: "on ~* resetchannels +@all" }
        : user,
    ),
  ),
  mutant(
    "modify-user/access-string-fixed-directional",
    2,
    storing(/otp/, (sent) => sent.replace(" resetchannels", "")),
  ),
  mutant(
    "modify-user/access-string-without-resetchannels",
    2,
    storing(/^on ~app:\* \+/, () => "on ~app:* resetchannels -@all +@read"),
  ),
  mutant(
    "modify-user/access-string-same-each-time",
    2,
    shows("ModifyUser", (user) => ({ ...user, AccessString: `${user.AccessString} ` })),
  ),
  mutant(
    "modify-user/unprovoked-refusal",
    2,
    refuses("ModifyUser", ({ AccessString }) => AccessString === "off -@all"),
  ),
  mutant("modify-user/declared-codes", 1, recodes("ModifyUser", "UserNotFound", "NoSuchUser")),
];

/** Faults of ModifyUser. */
export const modifyUserMutants: readonly Mutant[] = [...grounds, ...allowances, ...guarantees];
