import { believed } from "../belief/state.ts";
import { storageKey } from "../belief/stored-strings.ts";
import { canonical, isNoCategory, isRefusedGarbage } from "../vocabulary/access-string.ts";
import { type Setter, given, isFixed, uses, isPlain } from "./access-string-asked.ts";
import { layouts } from "./access-string-layouts.ts";
import { ensure, equalIfShown } from "./check.ts";
import {
  documented,
  type Ground,
  idsOf,
  inferred,
  must,
  observed,
  type Rule,
  type Shared,
} from "./rule.ts";
import { drift, rbac } from "./sources.ts";

const resetpass: Omit<Ground<Setter>, "id" | "level"> = {
  kind: "ground",
  clause: observed(
    ["F091"],
    "badmintoncryer/cdk-preflight, ap-northeast-1 2026-09-06",
    "Password rules are not supported in Elasticache access string. Please use Passwords parameter to set/modify user password.",
  ),
  codes: "any",
  when: (asked) => must(uses(asked, (rule) => rule.text === "resetpass")),
};

const grounds: readonly Shared<Setter>[] = [
  { ...resetpass, ids: ["create-user/access-string-resetpass"], level: "must" },
  // Seen at CreateUser only.
  { ...resetpass, ids: ["modify-user/access-string-resetpass"], level: "should" },
  {
    kind: "ground",
    ids: ["create-user/access-string-password", "modify-user/access-string-password"],
    level: "must",
    clause: documented(["F091"], rbac, "Passwords are not set in the access string."),
    codes: "any",
    when: (asked) =>
      must(uses(asked, (rule) => rule.kind === "password" && rule.text.startsWith(">"))),
  },
  {
    kind: "ground",
    ids: ["create-user/access-string-reset", "modify-user/access-string-reset"],
    level: "must",
    clause: documented(["F092"], rbac, "You can't use the `reset` command"),
    codes: "any",
    when: (asked) => must(uses(asked, (rule) => rule.kind === "reset")),
  },
  {
    kind: "ground",
    ids: ["create-user/access-string-garbage", "modify-user/access-string-garbage"],
    level: "should",
    clause: inferred(
      ["F093"],
      "badmintoncryer/cdk-preflight rule.rego",
      "The access-string is invalid.",
    ),
    codes: "any",
    when: (asked) => must(uses(asked, isRefusedGarbage)),
  },
  {
    kind: "ground",
    ids: [
      "create-user/access-string-unknown-category",
      "modify-user/access-string-unknown-category",
    ],
    level: "should",
    clause: inferred(
      ["F094"],
      "badmintoncryer/cdk-preflight rule.rego",
      "Access string contains invalid category(s)",
    ),
    codes: "any",
    when: (asked) => must(uses(asked, isNoCategory)),
  },
  {
    kind: "wording",
    ids: ["create-user/access-string-password-text", "modify-user/access-string-password-text"],
    level: "should",
    clause: observed(
      ["F091"],
      "badmintoncryer/cdk-preflight, ap-northeast-1 2026-09-06",
      "Password rules are not supported in Elasticache access string. Please use Passwords parameter to set/modify user password.",
    ),
    grounds: ["create-user/access-string-resetpass", "modify-user/access-string-resetpass"],
    says: /password rules are not supported/i,
  },
];

const allowances: readonly Shared<Setter>[] = [
  {
    kind: "allowance",
    ids: ["create-user/accepts-a-state-alone"],
    level: "should",
    clause: observed(["F403"], "crossplane-contrib/provider-aws PR 585", "AccessString `on` alone"),
    when: (asked) => given(asked) === "on",
  },
  {
    kind: "allowance",
    ids: ["create-user/accepts-every-category"],
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
    ids: ["create-user/accepts-directional-patterns"],
    level: "should",
    clause: documented(["F098"], rbac, "%R~, %W~ and %RW~ key patterns"),
    when: (asked) =>
      asked.traits().rules.some((rule) => rule.kind === "keys" && rule.text.startsWith("%")),
  },
  {
    kind: "allowance",
    ids: ["create-user/accepts-leading-white-space", "modify-user/accepts-leading-white-space"],
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
    ids: ["create-user/accepts-allkeys-allcommands", "modify-user/accepts-allkeys-allcommands"],
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
    ids: ["create-user/accepts-resetchannels", "modify-user/accepts-resetchannels"],
    level: "should",
    clause: observed(
      ["F313"],
      "a production Terraform file, applied and converging",
      "on %R~… resetchannels -@all …",
    ),
    when: (asked) =>
      uses(asked, (rule) => rule.kind === "reset-channels") && !asked.traits().directional,
  },
  {
    kind: "allowance",
    ids: ["create-user/accepts-channels"],
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
    ids: ["create-user/accepts-439-characters", "modify-user/accepts-439-characters"],
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
    ids: ["create-user/accepts-rules-in-any-order", "modify-user/accepts-rules-in-any-order"],
    level: "should",
    clause: documented(
      ["F318"],
      "Scale-Out Computing on AWS, a deployed template",
      "on resetchannels -@all +@read +ping -@dangerous -scan -randomkey %R~/edh/x/shared:*",
    ),
    when: (asked) => isPlain(asked) && !asked.traits().ordered && asked.traits().has.has("state"),
  },
];

const guarantees: readonly Shared<Setter>[] = [
  ...layouts.map(({ ids, level, clause, when, engine = "redis", apartFrom }): Shared<Setter> => ({
    kind: "guarantee",
    ids,
    level,
    clause,
    // Of valkey users few read-backs are known (F320, F321, F402). None is of users on their way out (F124).
    check: (asked) => {
      const isDeleting = believed(asked.before, asked.input.UserId).kind === "deleting";
      if (asked.output.Engine !== engine || isDeleting || !when(asked)) return "silent";
      const text = asked.output.AccessString?.trim();
      return equalIfShown(
        canonical(given(asked)),
        apartFrom === undefined ? text : text?.replace(` ${apartFrom}`, ""),
      );
    },
  })),
  {
    kind: "guarantee",
    ids: [
      "create-user/access-string-without-resetchannels",
      "modify-user/access-string-without-resetchannels",
    ],
    level: "should",
    clause: observed(
      ["F088"],
      `${drift}; cloud-custodian recordings`,
      "No read-back of a Redis 6.0 string holds resetchannels",
    ),
    check: (asked) => {
      const { Engine, AccessString = "" } = asked.output;
      return asked.traits().isOf60 && !asked.traits().directional && Engine === "redis"
        ? ensure(
            !AccessString.split(" ").includes("resetchannels"),
            "no resetchannels",
            AccessString,
          )
        : "silent";
    },
  },
  {
    kind: "guarantee",
    ids: ["create-user/access-string-same-each-time", "modify-user/access-string-same-each-time"],
    level: "must",
    clause: observed(
      ["F100"],
      "go-to-k/cdk-real-drift verify-detect.sh",
      "setting the first string again restores the old canonical string exactly",
    ),
    check: ({ before, input, output }) => {
      const { AccessString = "" } = input;
      const known = before.stored.get(storageKey(output, AccessString));
      return known === undefined || AccessString.trim() === "" || "AppendAccessString" in input
        ? "silent"
        : equalIfShown(known, output.AccessString);
    },
  },
];

/** Which access strings an operation takes, and how it gives them back. */
export const accessStringRules = (prefix: "create-user" | "modify-user"): readonly Rule<Setter>[] =>
  [...grounds, ...allowances, ...guarantees].flatMap(({ ids, ...rule }) =>
    idsOf(prefix, ids).map((id) => ({ ...rule, id })),
  );
