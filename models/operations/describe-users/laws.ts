import { isStoredForm } from "../../belief/state.ts";
import type { User } from "../../contract/contract.ts";
import {
  atRest,
  lawsOf,
  readAgain,
  readOtherwise,
  refusedBy,
  refusedBySeveral,
  ungrouped,
  unmovedByOtherPlaces,
  unmovedByOthers,
  writtenBy,
} from "../../rules/laws.ts";
import { documented, observed, type Rule } from "../../rules/rule.ts";
import { counted } from "../../vocabulary/authentication.ts";
import { users } from "./listing.ts";

const c7n = "cloud-custodian DescribeUsers recordings";

/** What a user is, apart from its status and the groups it is in. */
const likeness = (user: User): Partial<User> => ({
  ...(user.UserName === undefined ? {} : { UserName: user.UserName }),
  ...(user.Engine === undefined ? {} : { Engine: user.Engine }),
  ...(user.AccessString === undefined ? {} : { AccessString: user.AccessString }),
  ...(user.Authentication === undefined ? {} : { Authentication: counted(user.Authentication) }),
  ...(user.ARN === undefined ? {} : { ARN: user.ARN }),
});

const shows = lawsOf(
  { ...users, shownIn: (output) => users.shownIn(output).filter((user) => isStoredForm(user)) },
  likeness,
);

const showsStatus = lawsOf(users, ({ Status }) => (Status === undefined ? {} : { Status }));

/** How what DescribeUsers shows agrees with the writes, and with what it showed before. */
export const laws: readonly Rule<"DescribeUsers">[] = [
  shows(
    "describe-users/shows-what-create-answered",
    documented(
      ["F322"],
      "aws-controllers-k8s/community PR 677",
      "The answer of the write itself is already canonical: it equals the following describe",
    ),
    "must",
    writtenBy("CreateUser"),
  ),
  shows(
    "describe-users/shows-what-modify-answered",
    documented(
      ["F163", "F322"],
      "cloud-custodian test_elasticache_user_modify recordings",
      "After ModifyUser the change is visible at once; an immediate DescribeUsers shows the new values",
    ),
    "must",
    writtenBy("ModifyUser"),
  ),
  {
    ...shows(
      "describe-users/shows-what-delete-answered",
      observed(
        ["F131", "F163"],
        "cloud-custodian test_elasticache_user_delete recordings",
        "While it is deleting, a user is shown with its other fields unchanged",
      ),
      "must",
      writtenBy("DeleteUser"),
    ),
    meanwhile: true,
  },
  shows(
    "describe-users/unchanged-by-refused-modify",
    observed(
      ["F341"],
      "a published live audit of 2026-10-01",
      "reads after all attempts returned the original Redis engine and authentication modes unchanged",
    ),
    "must",
    refusedBy("ModifyUser"),
  ),
  shows(
    "describe-users/unchanged-by-refused-create",
    documented(
      ["F016", "F322"],
      "API_CreateUser",
      "UserAlreadyExists: A user with this ID already exists. It stays as it was.",
    ),
    "must",
    refusedBy("CreateUser"),
  ),
  shows(
    "describe-users/unchanged-by-refused-delete",
    documented(
      ["F018", "F322"],
      "API_DeleteUser",
      "A DeleteUser that is refused leaves the user as it was.",
    ),
    "must",
    refusedBy("DeleteUser"),
  ),
  shows(
    "describe-users/unchanged-by-refusals",
    documented(
      ["F016", "F018", "F322", "F341"],
      "a published live audit of 2026-10-01",
      "reads after all attempts returned the original user unchanged, whatever was refused",
    ),
    "must",
    refusedBySeveral,
  ),
  showsStatus(
    "describe-users/rests",
    observed(["F163"], c7n, "Two reads with no write between them show the same user"),
    "must",
    (...shown) => atRest(...shown) && ungrouped(...shown),
  ),
  shows(
    "describe-users/unchanged-by-reading",
    observed(["F163"], c7n, "Two reads with no write between them show the same user"),
    "must",
    readAgain,
  ),
  shows(
    "describe-users/list-agrees-with-lookup",
    observed(["F150", "F155"], c7n, "The list holds the users that lookups by id show"),
    "must",
    readOtherwise,
  ),
  shows(
    "describe-users/unchanged-by-other-users",
    documented(
      ["F163", "F322"],
      "aws-controllers-k8s/community PR 677",
      "A write to one user says nothing of another",
    ),
    "must",
    unmovedByOthers,
  ),
  shows(
    "describe-users/unchanged-by-other-places",
    observed(
      ["F044", "F150"],
      c7n,
      "Users are of one region and one account: a write elsewhere says nothing of them",
    ),
    "must",
    unmovedByOtherPlaces,
  ),
];
