import { pagesEnd, pageSize } from "../../rules/pages.ts";
import { documented, inferred, observed, type Rule } from "../../rules/rule.ts";
import { paginators } from "../../rules/sources.ts";
import { isWhole, pages, users, settling } from "./listing.ts";

const c7n = "cloud-custodian DescribeUsers recordings";
/** Whom the list of all users shows, in one go or page by page. */
export const pageRules: readonly Rule<"DescribeUsers">[] = [
  {
    kind: "allowance",
    id: "describe-users/accepts-100-records",
    level: "should",
    clause: inferred(
      ["F158"],
      "ekristen/aws-nuke resources/elasticache-users.go",
      "MaxRecords: aws.Int64(100)",
    ),
    when: ({ input }) => input.MaxRecords === 100 && input.Marker === undefined && isWhole(input),
  },
  pages.listsAll({
    id: "describe-users/lists-all",
    level: "must",
    clause: observed(["F150"], c7n, "Without arguments it lists all users of the region"),
  }),
  pages.listsNoneThatIsGone({
    id: "describe-users/lists-none-that-is-gone",
    level: "must",
    clause: documented(
      ["F132", "F150"],
      "terraform waitUserDeleted; cloud-custodian recordings",
      "pending `deleting`, target gone",
    ),
  }),
  settling.afterDelete({
    id: "describe-users/list-settles-after-delete",
    level: "must",
    clause: documented(
      ["F132", "F150"],
      "terraform waitUserDeleted; cloud-custodian recordings",
      "pending `deleting`, target gone: at last it is in no list either",
    ),
  }),
  settling.afterWrite({
    id: "describe-users/list-settles",
    level: "must",
    clause: observed(
      ["F110", "F150"],
      c7n,
      "Status is modifying or active, and becomes active: in the list too",
    ),
  }),
  pages.listsNoneThatWasRefused({
    id: "describe-users/lists-none-that-was-refused",
    level: "must",
    clause: observed(
      ["F150", "F156"],
      c7n,
      "lists all users: one that was never made is not among them",
    ),
  }),
  pages.listsNoneOfOtherPlaces({
    id: "describe-users/lists-none-of-other-places",
    level: "must",
    clause: observed(["F044", "F150"], c7n, "Without arguments it lists all users of the region"),
  }),
  pages.listsNoneTwice({
    id: "describe-users/lists-none-twice",
    level: "must",
    clause: observed(["F150"], c7n, "A user stands in the list once"),
  }),
  pages.pagesHoldWhileOthersChange({
    id: "describe-users/pages-hold-while-others-change",
    level: "should",
    clause: inferred(
      ["F028"],
      paginators,
      "input_token Marker: users who come and go meanwhile do not change the pages for the others",
    ),
  }),
  pageSize(users, {
    id: "describe-users/page-size",
    level: "should",
    clause: documented(["F028"], paginators, "DescribeUsers limit_key: MaxRecords"),
  }),
  pages.pagesLeaveNoneOut({
    id: "describe-users/pages-leave-none-out",
    level: "must",
    clause: documented(
      ["F028"],
      paginators,
      "input_token Marker, output_token Marker, result_key Users",
    ),
  }),
  pagesEnd(users, {
    id: "describe-users/pages-end",
    level: "must",
    clause: observed(["F154", "C011"], c7n, "On the last page Marker is absent."),
  }),
];
