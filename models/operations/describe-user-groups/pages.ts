import { pagesEnd, pageSize } from "../../rules/pages.ts";
import { documented, inferred, observed, type Rule } from "../../rules/rule.ts";
import { paginators } from "../../rules/sources.ts";
import { groups, pages, settling } from "./listing.ts";

/** Whom the list of all groups shows, in one go or page by page. */
export const pageRules: readonly Rule<"DescribeUserGroups">[] = [
  {
    kind: "allowance",
    id: "describe-user-groups/accepts-100-records",
    level: "should",
    clause: inferred(["F158"], "ekristen/aws-nuke, DescribeUsers", "MaxRecords: aws.Int64(100)"),
    when: ({ input }) =>
      input.MaxRecords === 100 && input.Marker === undefined && groups.isWhole(input),
  },
  pages.listsAll({
    id: "describe-user-groups/lists-all",
    level: "must",
    clause: documented(["F028"], paginators, "DescribeUserGroups result_key: UserGroups"),
  }),
  pages.pagesLeaveNoneOut({
    id: "describe-user-groups/pages-leave-none-out",
    level: "must",
    clause: documented(
      ["F028"],
      paginators,
      "input_token Marker, output_token Marker, result_key UserGroups",
    ),
  }),
  pages.listsNoneTwice({
    id: "describe-user-groups/lists-none-twice",
    level: "must",
    clause: documented(["F028"], paginators, "DescribeUserGroups result_key: UserGroups"),
  }),
  pages.pagesHoldWhileOthersChange({
    id: "describe-user-groups/pages-hold-while-others-change",
    level: "should",
    clause: inferred(
      ["F028"],
      paginators,
      "input_token Marker: groups that come and go meanwhile do not change the pages for the others",
    ),
  }),
  pages.listsNoneThatIsGone({
    id: "describe-user-groups/lists-none-that-is-gone",
    level: "must",
    clause: documented(
      ["F020", "F183"],
      "API_DescribeUserGroups",
      "A group that was deleted and is UserGroupNotFound is not listed",
    ),
  }),
  settling.afterDelete({
    id: "describe-user-groups/list-settles-after-delete",
    level: "must",
    clause: documented(
      ["F020", "F183"],
      "API_DeleteUserGroup",
      "Status is deleting, and at last there is no such group: in the list neither",
    ),
  }),
  settling.afterWrite({
    id: "describe-user-groups/list-settles",
    level: "must",
    clause: documented(
      ["F170", "F178"],
      "AWS CLI; Rules of F170 and F178",
      "Must: becomes active. Members right once active.",
    ),
  }),
  pages.listsNoneThatWasRefused({
    id: "describe-user-groups/lists-none-that-was-refused",
    level: "must",
    clause: documented(
      ["F020", "F021"],
      "API_CreateUserGroup",
      "A group whose creation was refused is not there",
    ),
  }),
  pages.listsNoneOfOtherPlaces({
    id: "describe-user-groups/lists-none-of-other-places",
    level: "must",
    clause: observed(
      ["F185"],
      "hashicorp/terraform-provider-aws#28688, debug log",
      "arn:aws:elasticache:<region>:<acct>:usergroup:<id>: a group is of one region and one account",
    ),
  }),
  pageSize(groups, {
    id: "describe-user-groups/page-size",
    level: "should",
    clause: documented(["F028"], paginators, "DescribeUserGroups limit_key: MaxRecords"),
  }),
  pagesEnd(groups, {
    id: "describe-user-groups/pages-end",
    level: "must",
    clause: documented(
      ["F028", "C011"],
      paginators,
      "more pages are to come while there is a Marker",
    ),
  }),
];
