import { believed } from "../belief/state.ts";
import type { User } from "../contract/contract.ts";
import {
  type AccessRule,
  canonical,
  isNoCategory,
  isRefusedGarbage,
  traitsOf,
} from "../vocabulary/access-string.ts";
import {
  type Accepted,
  type Asked,
  documented,
  inferred,
  observed,
  type Rule,
  type RuleId,
} from "./rule.ts";

type Setter = "CreateUser" | "ModifyUser";
type Prefix = "create-user" | "modify-user";

const drift = "go-to-k/cdk-real-drift, live reads of 2026-07";
const rbac = "Role-Based Access Control (RBAC), Amazon ElastiCache User Guide";

/** Access strings that AWS gave back as they were sent (F081, F082, F083). */
export const fixedPoints = ["off ~* -@all", "off -@all", "on +@all", "on ~* +@all"];

/** Lists of commands that AWS gave back as they were sent, or in the same layout (F084, F310, F312). */
export const fixedLists = [
  "on ~app::* -@all +@read +@hash +@bitmap +@geo -setbit -bitfield -hset -georadiusbymember",
  "off ~restricted:* -@all +get +ping",
  "on ~connector:* -@all +@connection +@read +@write +@scripting",
];

/** A string with patterns for reading only, as a redis user reads it back (F311, F315). */
export const fixedDirectional =
  "on %R~connector:registration-otp:v2:{*}:challenge ~connector:registration-otp:v2:{*}:state resetchannels -@all +hello +auth +ping +command +cluster|slots +watch +unwatch +multi +exec +discard +hmget +hlen +pttl +hset +pexpire";

/** 439 characters, the longest string known to be taken (F316). */
export const longest = `on ~${"k".repeat(422)}:* -@all +get`;

/** The string that was asked for; none where one is appended too, as no fact says what becomes of both (F102). */
const given = ({ input }: Asked<Setter>): string =>
  "AppendAccessString" in input ? "" : (input.AccessString ?? "");
const traits = (asked: Asked<Setter>): ReturnType<typeof traitsOf> => traitsOf(given(asked));
const isFixed = (text: string): boolean =>
  [...fixedPoints, ...fixedLists, fixedDirectional].includes(text);

const uses = (asked: Asked<Setter>, test: (rule: AccessRule) => boolean): boolean =>
  traits(asked).rules.some((rule) => test(rule));

const isPlain = (asked: Asked<Setter>): boolean => traits(asked).plain;
const stored = ({ output }: Accepted<Setter>): string | undefined => output.AccessString;
const stands = (text: string | undefined): string | undefined => text?.trim();

const grounds = (prefix: Prefix): readonly Rule<Setter>[] => [
  {
    kind: "ground",
    id: `${prefix}/access-string-resetpass`,
    // Seen at CreateUser only.
    level: prefix === "create-user" ? "must" : "should",
    clause: observed(
      ["F091"],
      "badmintoncryer/cdk-preflight, ap-northeast-1 2026-09-06",
      "Password rules are not supported in Elasticache access string. Please use Passwords parameter to set/modify user password.",
    ),
    codes: "any",
    when: (asked) => uses(asked, (rule) => rule.text === "resetpass"),
  },
  {
    kind: "ground",
    id: `${prefix}/access-string-password`,
    level: "must",
    clause: documented(["F091"], rbac, "Passwords are not set in the access string."),
    codes: "any",
    when: (asked) => uses(asked, (rule) => rule.kind === "password" && rule.text.startsWith(">")),
  },
  {
    kind: "ground",
    id: `${prefix}/access-string-reset`,
    level: "must",
    clause: documented(["F092"], rbac, "You can't use the `reset` command"),
    codes: "any",
    when: (asked) => uses(asked, (rule) => rule.kind === "reset"),
  },
  {
    kind: "ground",
    id: `${prefix}/access-string-garbage`,
    level: "should",
    clause: inferred(
      ["F093"],
      "badmintoncryer/cdk-preflight rule.rego",
      "The access-string is invalid.",
    ),
    codes: "any",
    when: (asked) => uses(asked, isRefusedGarbage),
  },
  {
    kind: "ground",
    id: `${prefix}/access-string-unknown-category`,
    level: "should",
    clause: inferred(
      ["F094"],
      "badmintoncryer/cdk-preflight rule.rego",
      "Access string contains invalid category(s)",
    ),
    codes: "any",
    when: (asked) => uses(asked, isNoCategory),
  },
  {
    kind: "wording",
    id: `${prefix}/access-string-password-text`,
    level: "should",
    clause: observed(
      ["F091"],
      "badmintoncryer/cdk-preflight, ap-northeast-1 2026-09-06",
      "Password rules are not supported in Elasticache access string. Please use Passwords parameter to set/modify user password.",
    ),
    grounds: [`${prefix}/access-string-resetpass`],
    says: /password rules are not supported/i,
  },
];

const allowances = (prefix: Prefix): readonly Rule<Setter>[] => [
  {
    kind: "allowance",
    id: `${prefix}/accepts-every-category`,
    level: "should",
    clause: documented(
      ["F095"],
      "badmintoncryer/cdk-preflight rule.rego, measured 2026-09-06",
      "admin bitmap blocking connection dangerous fast geo hash hyperloglog keyspace list pubsub read scripting set slow sortedset stream string transaction write",
    ),
    when: (asked) =>
      isPlain(asked) &&
      !isFixed(given(asked)) &&
      asked.input.Engine?.toLowerCase() !== "valkey" &&
      uses(asked, (rule) => rule.kind === "category" && rule.category !== "all"),
  },
  {
    kind: "allowance",
    id: `${prefix}/accepts-directional-patterns`,
    level: "should",
    clause: documented(["F098"], rbac, "%R~, %W~ and %RW~ key patterns"),
    when: (asked) =>
      traits(asked).rules.some((rule) => rule.kind === "keys" && rule.text.startsWith("%")),
  },
  {
    kind: "allowance",
    id: `${prefix}/accepts-leading-white-space`,
    level: "should",
    clause: observed(
      ["F090"],
      "getmoto/moto#8520, boto3 call",
      'AccessString = " on ~* +@all" succeeded',
    ),
    when: (asked) => /^\s/.test(given(asked)) && isPlain(asked),
  },
  {
    kind: "allowance",
    id: `${prefix}/accepts-allkeys-allcommands`,
    level: "should",
    clause: observed(
      ["F317", "F391"],
      "hashicorp/terraform-provider-aws#20334",
      'access_string = "on allkeys allcommands" is accepted and never read back as sent',
    ),
    when: (asked) => given(asked) === "on allkeys allcommands",
  },
  {
    kind: "allowance",
    id: `${prefix}/accepts-resetchannels`,
    level: "should",
    clause: observed(
      ["F313"],
      "a production Terraform file, applied and converging",
      "on %R~… resetchannels -@all …",
    ),
    when: (asked) =>
      uses(asked, (rule) => rule.kind === "reset-channels") && !traits(asked).directional,
  },
  {
    kind: "allowance",
    id: `${prefix}/accepts-channels`,
    level: "should",
    clause: inferred(
      ["F319"],
      "hashicorp/terraform-provider-aws#34784; Scale-Out Computing on AWS",
      "on ~* &* +@all",
    ),
    when: (asked) =>
      ["on ~* &* +@all", "on ~* &* -@all +@read", "on ~* &* +@read"].includes(given(asked)),
  },
  {
    kind: "allowance",
    id: `${prefix}/accepts-439-characters`,
    level: "should",
    clause: observed(
      ["F316"],
      "a production Terraform file, applied and converging",
      "a 439-character string is accepted and round-trips",
    ),
    when: (asked) => given(asked).length === 439 && isPlain(asked),
  },
  {
    kind: "allowance",
    id: `${prefix}/accepts-rules-in-any-order`,
    level: "should",
    clause: documented(
      ["F318"],
      "Scale-Out Computing on AWS, a deployed template",
      "on resetchannels -@all +@read +ping -@dangerous -scan -randomkey %R~/edh/x/shared:*",
    ),
    when: (asked) => isPlain(asked) && !traits(asked).ordered && traits(asked).has.has("state"),
  },
];

interface Layout {
  readonly what: string;
  readonly level: "must" | "should";
  readonly clause: Rule["clause"];
  when(asked: Accepted<Setter>): boolean;
  /** A rule that may stand in what is stored, or not. */
  readonly apartFrom?: string;
}

const layouts: readonly Layout[] = [
  {
    what: "access-string-adds-base",
    level: "should",
    clause: observed(["F080"], drift, "on ~app:* +@read reads back on ~app:* -@all +@read"),
    when: (asked) =>
      isPlain(asked) &&
      traits(asked).ordered &&
      !traits(asked).based &&
      !traits(asked).mayBeSimplified,
  },
  {
    what: "access-string-off-by-default",
    level: "should",
    clause: documented(
      ["F085"],
      `${rbac}, modify-user answer of 2023-06`,
      "~objects:* ~items:* ~public:* reads back off ~objects:* ~items:* ~public:* -@all",
    ),
    when: (asked) =>
      isPlain(asked) &&
      traits(asked).rules.every((rule) => rule.kind === "keys") &&
      traits(asked).rules.length > 0,
  },
  {
    what: "access-string-order",
    level: "should",
    clause: inferred(
      ["F086"],
      "Automatically rotating passwords for users, create-user answer",
      "off +get ~keys* reads back off ~keys* -@all +get",
    ),
    when: (asked) =>
      isPlain(asked) &&
      !traits(asked).ordered &&
      !traits(asked).mayBeSimplified &&
      traits(asked).has.has("state"),
  },
  {
    what: "access-string-channels-after-keys",
    level: "should",
    clause: inferred(
      ["F089"],
      "go-to-k/cdk-real-drift, MemoryDB user",
      "on ~* &* +@read reads back on ~* &* -@all +@read",
    ),
    when: (asked) => given(asked) === "on ~* &* +@read",
  },
  {
    what: "access-string-closes-channels",
    level: "should",
    clause: observed(
      ["F311"],
      "a production Terraform file, applied and converging",
      "ElastiCache reads these directional Redis OSS 7 users back with an explicit `resetchannels`",
    ),
    when: (asked) =>
      traits(asked).directional &&
      !traits(asked).mayBeSimplified &&
      !traits(asked).has.has("reset-channels") &&
      !traits(asked).has.has("channels") &&
      traits(asked).ordered &&
      asked.output.Engine === "redis",
  },
  {
    what: "access-string-read-write-pattern",
    level: "should",
    clause: inferred(
      ["F314"],
      "a production Terraform file, comment",
      "Redis canonicalizes read/write `%RW~pattern` entries to `~pattern`",
    ),
    when: (asked) =>
      !traits(asked).directional && uses(asked, (rule) => rule.text.startsWith("%RW~")),
    // Whether a string of Redis 7 gets it, no fact says (F088).
    apartFrom: "resetchannels",
  },
  {
    what: "access-string-words",
    level: "should",
    clause: inferred(
      ["F317"],
      "hashicorp/terraform-provider-aws#20334",
      "on allkeys allcommands: the canonical form to expect is on ~* +@all",
    ),
    when: (asked) => given(asked) === "on allkeys allcommands",
  },
  {
    what: "access-string-command-order",
    level: "should",
    clause: observed(
      ["F315"],
      "a production Terraform file, no drift",
      "+hello +auth +ping +command +cluster|slots …: given order is kept",
    ),
    when: (asked) =>
      isPlain(asked) &&
      traits(asked).ordered &&
      traits(asked).based &&
      !isFixed(given(asked)) &&
      !traits(asked).mayBeSimplified &&
      traits(asked).isOf60 &&
      uses(asked, (rule) => rule.kind === "command"),
  },
  {
    what: "access-string-fixed-points",
    level: "must",
    clause: observed(
      ["F081", "F082", "F083"],
      `${drift}; cloud-custodian recordings; terraform test_update`,
      "off ~* -@all, off -@all, on +@all and on ~* +@all read back unchanged",
    ),
    when: (asked) => fixedPoints.includes(given(asked)),
  },
  {
    what: "access-string-fixed-lists",
    level: "must",
    clause: observed(
      ["F084", "F310", "F312"],
      "terraform user_test.go with ImportStateVerify; live audit of 2026-10-01; a production Terraform file",
      "off ~restricted:* -@all +get +ping: Initial ACL as canonicalized by the service",
    ),
    when: (asked) => fixedLists.includes(given(asked)),
  },
  {
    what: "access-string-fixed-directional",
    level: "should",
    clause: observed(
      ["F311", "F315"],
      "a production Terraform file, applied and converging",
      "on %R~… ~… resetchannels -@all +hello +auth +ping +command +cluster|slots …",
    ),
    when: (asked) => given(asked) === fixedDirectional && asked.output.Engine === "redis",
  },
];

const guarantees = (prefix: Prefix): readonly Rule<Setter>[] => [
  ...layouts.map(({ what, level, clause, when, apartFrom }): Rule<Setter> => ({
    kind: "guarantee",
    id: `${prefix}/${what}` satisfies RuleId,
    level,
    clause,
    // Of valkey users no read-back is known (F320, F321).
    // Nor of users on their way out (F124).
    when: (asked) =>
      asked.output.Engine === "redis" &&
      believed(asked.before, asked.input.UserId).kind !== "leaving" &&
      when(asked),
    expected: (asked) => canonical(given(asked)),
    actual: (asked) =>
      apartFrom === undefined
        ? stands(stored(asked))
        : stands(stored(asked))?.replace(` ${apartFrom}`, ""),
  })),
  {
    kind: "guarantee",
    id: `${prefix}/access-string-without-resetchannels`,
    level: "should",
    clause: observed(
      ["F088"],
      `${drift}; cloud-custodian recordings`,
      "No read-back of a Redis 6.0 string holds resetchannels",
    ),
    when: (asked) =>
      traits(asked).isOf60 && !traits(asked).directional && asked.output.Engine === "redis",
    expected: () => "no resetchannels",
    actual: (asked) =>
      stored(asked)?.split(" ").includes("resetchannels") === true
        ? stored(asked)
        : "no resetchannels",
  },
  {
    kind: "guarantee",
    id: `${prefix}/access-string-same-each-time`,
    level: "must",
    clause: observed(
      ["F100"],
      "go-to-k/cdk-real-drift verify-detect.sh",
      "setting the first string again restores the old canonical string exactly",
    ),
    when: ({ before, input, output }) =>
      !("AppendAccessString" in input) &&
      input.AccessString !== undefined &&
      input.AccessString.trim() !== "" &&
      before.stored.has(storageKey(output, input.AccessString)),
    expected: ({ before, input, output }) =>
      before.stored.get(storageKey(output, input.AccessString)),
    actual: (asked) => stored(asked),
  },
];

/** Under which name a canonical form is remembered: the engine may matter to it (F321), and how the user proves who it is. */
export const storageKey = (
  { Engine = "", Authentication: { Type = "" } = {} }: User,
  text: string | undefined,
): string => `${Engine} ${Type} ${text ?? ""}`;

/** Claims whose facts speak of CreateUser only. */
const ofCreateOnly = new Set<RuleId>([
  "modify-user/accepts-every-category",
  "modify-user/accepts-directional-patterns",
  "modify-user/accepts-channels",
  "modify-user/access-string-fixed-lists",
]);

/** Which access strings an operation takes, and how it gives them back. */
export const accessStringRules = (prefix: Prefix): readonly Rule<Setter>[] =>
  [...grounds(prefix), ...allowances(prefix), ...guarantees(prefix)].filter(
    ({ id }) => !ofCreateOnly.has(id),
  );
