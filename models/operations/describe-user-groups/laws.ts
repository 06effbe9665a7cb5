import {
  atRest,
  lawsOf,
  ofUnchangedUsers,
  readAgain,
  readOtherwise,
  refusedBy,
  refusedBySeveral,
  unmovedByOthers,
  writtenBy,
} from "../../rules/laws.ts";
import { documented, observed, type Rule } from "../../rules/rule.ts";
import { groups } from "./listing.ts";

// Whom it has, and how far it is, change by themselves.
const shows = lawsOf(groups, ({ Engine, ARN }) => ({
  ...(Engine === undefined ? {} : { Engine }),
  ...(ARN === undefined ? {} : { ARN }),
}));

const showsStatus = lawsOf(groups, ({ Status }) => (Status === undefined ? {} : { Status }));

const sameAsAnswered = (sentence: string): Rule["clause"] =>
  documented(["F007", "F020"], "API_DescribeUserGroups", sentence);

/** How what DescribeUserGroups shows agrees with the writes, and with what it showed before. */
export const laws: readonly Rule<"DescribeUserGroups">[] = [
  shows(
    "describe-user-groups/shows-what-create-answered",
    sameAsAnswered("The group that CreateUserGroup answered"),
    "must",
    writtenBy("CreateUserGroup"),
  ),
  shows(
    "describe-user-groups/shows-what-modify-answered",
    sameAsAnswered("The group that ModifyUserGroup answered"),
    "must",
    writtenBy("ModifyUserGroup"),
  ),
  shows(
    "describe-user-groups/unchanged-by-refused-create",
    documented(
      ["F021"],
      "API_CreateUserGroup",
      "UserGroupAlreadyExists: the group that has the id stays as it was",
    ),
    "must",
    refusedBy("CreateUserGroup"),
  ),
  shows(
    "describe-user-groups/unchanged-by-refused-modify",
    observed(
      ["F180"],
      "hashicorp/terraform-provider-aws#49945, #49948",
      "the WHOLE request is rejected",
    ),
    "must",
    refusedBy("ModifyUserGroup"),
  ),
  shows(
    "describe-user-groups/unchanged-by-refusals",
    documented(
      ["F020", "F021", "F180"],
      "API_CreateUserGroup; hashicorp/terraform-provider-aws#49945, #49948",
      "The group stays as it was, whatever was refused",
    ),
    "must",
    refusedBySeveral,
  ),
  showsStatus(
    "describe-user-groups/rests",
    sameAsAnswered("Two reads with no write between them show the same group"),
    "must",
    (...shown) => atRest(...shown) && ofUnchangedUsers(...shown),
  ),
  shows(
    "describe-user-groups/unchanged-by-reading",
    sameAsAnswered("Two reads with no write between them show the same group"),
    "must",
    readAgain,
  ),
  shows(
    "describe-user-groups/list-agrees-with-lookup",
    sameAsAnswered("The list holds the groups that lookups by id show"),
    "must",
    readOtherwise,
  ),
  shows(
    "describe-user-groups/unchanged-by-other-groups",
    sameAsAnswered("A write to one group says nothing of another"),
    "must",
    unmovedByOthers,
  ),
];
