import { believedGroup } from "../../belief/state.ts";
import type { UserGroup } from "../../contract/contract.ts";
import { keyOf } from "../../contract/resource.ts";
import { each } from "../../rules/check.ts";
import { documented, may, must, observed, type Rule } from "../../rules/rule.ts";
import { model } from "../../rules/sources.ts";
import { lookups } from "./listing.ts";

/** What a lookup by id answers, of groups that are there and of others, and what becomes of a group. */
export const lookupRules: readonly Rule<"DescribeUserGroups">[] = [
  {
    kind: "ground",
    id: "describe-user-groups/unknown-group",
    level: "must",
    clause: documented(
      ["F020"],
      "API_DescribeUserGroups",
      "UserGroupNotFound: The user group was not found or does not exist.",
    ),
    codes: ["UserGroupNotFound"],
    when: (asked) => must(lookups.isAbsent(asked, "unheard-of", "refused")),
  },
  {
    kind: "ground",
    id: "describe-user-groups/bad-tags-left-nothing",
    level: "should",
    clause: documented(
      ["F075", "F020"],
      "Tagging your ElastiCache resources, Amazon ElastiCache User Guide",
      "If tags cannot be applied during resource creation, we roll back the resource creation process.",
    ),
    codes: ["UserGroupNotFound"],
    when: (asked) => must(lookups.isAbsent(asked, "badly-tagged")),
  },
  {
    kind: "ground",
    id: "describe-user-groups/deleted-group-is-gone",
    level: "must",
    clause: documented(
      ["F020", "F183"],
      "API_DescribeUserGroups",
      "UserGroupNotFound: The user group was not found or does not exist.",
    ),
    codes: ["UserGroupNotFound"],
    when: (asked) => must(lookups.isAbsent(asked, "deleted")),
    isMetBy: lookups.showsLeavingOnly,
  },
  {
    kind: "ground",
    id: "describe-user-groups/settles-after-delete",
    level: "must",
    clause: documented(
      ["F020", "F183"],
      "API_DeleteUserGroup",
      "Status is deleting, and at last there is no such group",
    ),
    codes: ["UserGroupNotFound"],
    when: (asked) => (asked.overdue ? must : may)(lookups.isDeleting(asked)),
  },
  lookups.oneById({
    id: "describe-user-groups/one-group-by-id",
    level: "must",
    clause: documented(["F028", "F033"], model, "UserGroupId: the ID of the user group"),
  }),
  {
    kind: "guarantee",
    id: "describe-user-groups/engine-after-modify",
    level: "should",
    clause: observed(
      ["F182"],
      "hashicorp/terraform-provider-aws TestAccElastiCacheUserGroup_update",
      "Engine redis → valkey → redis in place",
    ),
    check: ({ before, output: { UserGroups = [] } }) =>
      each(
        UserGroups.flatMap((group: UserGroup) => {
          const id = keyOf(group.UserGroupId);
          const asked = before.enginesAsked.get(id);
          const isKnown = believedGroup(before, id).kind === "present";
          return asked === undefined || group.Status !== "active" || !isKnown
            ? []
            : [{ about: [{ kind: "usergroup", id }], expected: asked, actual: group.Engine }];
        }),
      ),
  },
  lookups.settlesAfter("CreateUserGroup", {
    id: "describe-user-groups/settles-after-create",
    level: "must",
    clause: documented(["F170"], "AWS CLI; Rule of F170", "Must: becomes active."),
  }),
  lookups.settlesAfter("ModifyUserGroup", {
    id: "describe-user-groups/settles-after-modify",
    level: "must",
    clause: observed(
      ["F178"],
      "hashicorp/terraform-provider-aws#28688; Rule of F178",
      "Must: members right once active.",
    ),
  }),
  lookups.deleting({
    id: "describe-user-groups/deleting",
    level: "should",
    meanwhile: true,
    clause: documented(["F183", "F392"], "AWS CLI delete-user-group", '"Status": "deleting"'),
  }),
];
