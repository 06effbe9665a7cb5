import {
  type Setter,
  fixedPoints,
  fixedLists,
  fixedOnValkey,
  fixedDirectional,
  given,
  isFixed,
  uses,
  isPlain,
} from "./access-string-asked.ts";
import { type Accepted, documented, inferred, observed, type Rule, type RuleId } from "./rule.ts";
import { drift, rbac } from "./sources.ts";

interface Layout {
  readonly ids: readonly RuleId[];
  readonly level: "must" | "should";
  readonly clause: Rule["clause"];
  when(asked: Accepted<Setter>): boolean;
  /** The engine of the users that it speaks of: redis unless said. */
  readonly engine?: "valkey";
  /** A rule that may stand in what is stored, or not. */
  readonly apartFrom?: string;
}

export const layouts: readonly Layout[] = [
  {
    ids: ["create-user/access-string-adds-base", "modify-user/access-string-adds-base"],
    level: "should",
    clause: observed(["F080"], drift, "on ~app:* +@read reads back on ~app:* -@all +@read"),
    when: (asked) =>
      isPlain(asked) &&
      asked.traits().ordered &&
      !asked.traits().based &&
      !asked.traits().mayBeSimplified,
  },
  {
    ids: ["create-user/access-string-off-by-default", "modify-user/access-string-off-by-default"],
    level: "should",
    clause: documented(
      ["F085"],
      `${rbac}, modify-user answer of 2023-06`,
      "~objects:* ~items:* ~public:* reads back off ~objects:* ~items:* ~public:* -@all",
    ),
    when: (asked) =>
      isPlain(asked) &&
      asked.traits().rules.every((rule) => rule.kind === "keys") &&
      asked.traits().rules.length > 0,
  },
  {
    ids: ["create-user/access-string-order", "modify-user/access-string-order"],
    level: "should",
    clause: inferred(
      ["F086"],
      "Automatically rotating passwords for users, create-user answer",
      "off +get ~keys* reads back off ~keys* -@all +get",
    ),
    when: (asked) =>
      isPlain(asked) &&
      !asked.traits().ordered &&
      !asked.traits().mayBeSimplified &&
      asked.traits().has.has("state"),
  },
  {
    ids: [
      "create-user/access-string-channels-after-keys",
      "modify-user/access-string-channels-after-keys",
    ],
    level: "should",
    clause: inferred(
      ["F089"],
      "go-to-k/cdk-real-drift, MemoryDB user",
      "on ~* &* +@read reads back on ~* &* -@all +@read",
    ),
    when: (asked) => given(asked) === "on ~* &* +@read",
  },
  {
    ids: ["create-user/access-string-closes-channels", "modify-user/access-string-closes-channels"],
    level: "should",
    clause: observed(
      ["F311"],
      "a production Terraform file, applied and converging",
      "ElastiCache reads these directional Redis OSS 7 users back with an explicit `resetchannels`",
    ),
    when: (asked) =>
      asked.traits().directional &&
      !asked.traits().mayBeSimplified &&
      !asked.traits().has.has("reset-channels") &&
      !asked.traits().has.has("channels") &&
      asked.traits().ordered &&
      asked.output.Engine === "redis",
  },
  {
    ids: [
      "create-user/access-string-read-write-pattern",
      "modify-user/access-string-read-write-pattern",
    ],
    level: "should",
    clause: inferred(
      ["F314"],
      "a production Terraform file, comment",
      "Redis canonicalizes read/write `%RW~pattern` entries to `~pattern`",
    ),
    when: (asked) =>
      !asked.traits().directional && uses(asked, (rule) => rule.text.startsWith("%RW~")),
    // Whether a string of Redis 7 gets it, no fact says (F088).
    apartFrom: "resetchannels",
  },
  {
    ids: ["create-user/access-string-words", "modify-user/access-string-words"],
    level: "should",
    clause: inferred(
      ["F317"],
      "hashicorp/terraform-provider-aws#20334",
      "on allkeys allcommands: the canonical form to expect is on ~* +@all",
    ),
    when: (asked) => given(asked) === "on allkeys allcommands",
  },
  {
    ids: ["create-user/access-string-command-order", "modify-user/access-string-command-order"],
    level: "should",
    clause: observed(
      ["F315"],
      "a production Terraform file, no drift",
      "+hello +auth +ping +command +cluster|slots …: given order is kept",
    ),
    when: (asked) =>
      isPlain(asked) &&
      asked.traits().ordered &&
      asked.traits().based &&
      !isFixed(given(asked)) &&
      !asked.traits().mayBeSimplified &&
      asked.traits().isOf60 &&
      uses(asked, (rule) => rule.kind === "command"),
  },
  {
    ids: ["create-user/access-string-fixed-points", "modify-user/access-string-fixed-points"],
    level: "must",
    clause: observed(
      ["F081", "F082", "F083"],
      `${drift}; cloud-custodian recordings; terraform test_update`,
      "off ~* -@all, off -@all, on +@all and on ~* +@all read back unchanged",
    ),
    when: (asked) => fixedPoints.includes(given(asked)),
  },
  {
    ids: ["create-user/access-string-fixed-lists"],
    level: "must",
    clause: observed(
      ["F084", "F310", "F312"],
      "terraform user_test.go with ImportStateVerify; live audit of 2026-10-01; a production Terraform file",
      "off ~restricted:* -@all +get +ping: Initial ACL as canonicalized by the service",
    ),
    when: (asked) => fixedLists.includes(given(asked)),
  },
  {
    ids: ["create-user/access-string-fixed-on-valkey", "modify-user/access-string-fixed-on-valkey"],
    level: "should",
    engine: "valkey",
    clause: observed(
      ["F402"],
      "hashicorp/terraform-provider-aws updateEngine and UserGroup_update, PASS",
      "on ~* +@all and the longest known list read back unchanged, without resetchannels",
    ),
    when: (asked) => fixedOnValkey.includes(given(asked)),
  },
  {
    ids: [
      "create-user/access-string-fixed-directional",
      "modify-user/access-string-fixed-directional",
    ],
    level: "should",
    clause: observed(
      ["F311", "F315"],
      "a production Terraform file, applied and converging",
      "on %R~… ~… resetchannels -@all +hello +auth +ping +command +cluster|slots …",
    ),
    when: (asked) => given(asked) === fixedDirectional && asked.output.Engine === "redis",
  },
];
