import { membersOf } from "../../belief/membership.ts";
import { believed } from "../../belief/state.ts";
import { keyOf } from "../../contract/resource.ts";
import { equal } from "../../rules/check.ts";
import {
  type Asked,
  documented,
  inferred,
  may,
  must,
  observed,
  type Rule,
} from "../../rules/rule.ts";
import { isLookup, lookups } from "./listing.ts";

const c7n = "cloud-custodian DescribeUsers recordings";

const isMixedCaseLookup = ({ before, input }: Asked<"DescribeUsers">): boolean =>
  isLookup(input) &&
  input.UserId !== keyOf(input.UserId) &&
  believed(before, input.UserId).kind === "present";

/** What a lookup by id answers, of users that are there and of others. */
export const lookupRules: readonly Rule<"DescribeUsers">[] = [
  {
    kind: "ground",
    id: "describe-users/unknown-user",
    level: "must",
    clause: observed(
      ["F156"],
      "Getting started tutorial: create cluster and users",
      "if e.response['Error']['Code'] == 'UserNotFound'",
    ),
    codes: ["UserNotFound"],
    when: (asked) =>
      must(
        lookups.isAbsent(asked, "unheard-of") &&
          !asked.before.elsewhere.has(keyOf(asked.input.UserId)),
      ),
  },
  {
    kind: "ground",
    id: "describe-users/refused-create-left-nothing",
    level: "must",
    clause: observed(
      ["F156"],
      "Getting started tutorial: create cluster and users",
      "A user whose CreateUser was refused is UserNotFound",
    ),
    codes: ["UserNotFound"],
    when: (asked) => must(lookups.isAbsent(asked, "refused")),
  },
  {
    kind: "ground",
    id: "describe-users/bad-tags-left-nothing",
    level: "should",
    clause: documented(
      ["F075", "F156"],
      "Tagging your ElastiCache resources, Amazon ElastiCache User Guide",
      "If tags cannot be applied during resource creation, we roll back the resource creation process.",
    ),
    codes: ["UserNotFound"],
    when: (asked) => must(lookups.isAbsent(asked, "badly-tagged")),
  },
  {
    kind: "ground",
    id: "describe-users/unknown-in-other-places",
    level: "must",
    clause: observed(
      ["F044", "F150", "F156"],
      c7n,
      "Users are of one region and one account: elsewhere they are UserNotFound",
    ),
    codes: ["UserNotFound"],
    when: ({ before, input }) => must(isLookup(input) && before.elsewhere.has(input.UserId ?? "")),
  },
  {
    kind: "ground",
    id: "describe-users/deleted-user-is-gone",
    level: "must",
    clause: documented(
      ["F132", "F156"],
      "terraform waitUserDeleted; cloud-custodian recordings",
      "pending `deleting`, target gone: at last UserNotFound",
    ),
    codes: ["UserNotFound"],
    when: (asked) => must(lookups.isAbsent(asked, "deleted")),
    isMetBy: lookups.showsLeavingOnly,
  },
  {
    kind: "ground",
    id: "describe-users/settles-after-delete",
    level: "must",
    clause: documented(
      ["F132", "F156"],
      "terraform waitUserDeleted; cloud-custodian recordings",
      "after a delete DescribeUsers(UserId) shows deleting or answers UserNotFound, and at last UserNotFound",
    ),
    codes: ["UserNotFound"],
    when: (asked) => (asked.overdue ? must : may)(lookups.isDeleting(asked)),
  },
  {
    kind: "allowance",
    id: "describe-users/accepts-mixed-case-id",
    level: "should",
    clause: inferred(
      ["F157"],
      "Getting started tutorial: create cluster and users",
      "response['Users'][0]['UserId'].lower() == UserId.lower()",
    ),
    when: isMixedCaseLookup,
  },
  {
    kind: "allowance",
    id: "describe-users/survives-its-group",
    level: "must",
    clause: documented(
      ["F183"],
      "API_DeleteUserGroup; AWS CLI delete-user-group",
      "Deletes a user group: its members are not deleted",
    ),
    when: ({ before, input }) =>
      isLookup(input) &&
      input.UserId === keyOf(input.UserId) &&
      believed(before, input.UserId).kind === "present" &&
      [...before.groups].some(
        ([key, { kind }]) =>
          (kind === "deleting" || kind === "absent") &&
          membersOf(before, key)?.includes(keyOf(input.UserId)) === true,
      ),
  },
  lookups.oneById({
    id: "describe-users/one-user-by-id",
    level: "must",
    clause: observed(["F155"], c7n, "UserId given, found: exactly one element"),
  }),
  {
    kind: "guarantee",
    id: "describe-users/one-user-by-mixed-case-id",
    level: "should",
    clause: inferred(
      ["F157"],
      "Getting started tutorial: create cluster and users",
      "Lookup by a mixed-case id finds the lower-case user",
    ),
    check: (described) =>
      isMixedCaseLookup(described)
        ? equal(
            [keyOf(described.input.UserId)],
            (described.output.Users ?? []).map(({ UserId }) => UserId),
          )
        : "silent",
  },
  lookups.deleting({
    id: "describe-users/deleting",
    level: "must",
    meanwhile: true,
    clause: observed(
      ["F132"],
      "cloud-custodian test_elasticache_user_delete recordings",
      "after a delete DescribeUsers(UserId) must show deleting or answer UserNotFound",
    ),
  }),
  lookups.settlesAfter("CreateUser", {
    id: "describe-users/settles-after-create",
    level: "must",
    clause: documented(
      ["F071"],
      "API_CreateUser; SMDOC and CLI outputs",
      "Must: active, or becomes so.",
    ),
  }),
  lookups.settlesAfter("ModifyUser", {
    id: "describe-users/settles-after-modify",
    level: "must",
    clause: observed(
      ["F110"],
      "a published live audit of 2026-10-01",
      "Must: Status is modifying or active, and becomes active.",
    ),
  }),
];
