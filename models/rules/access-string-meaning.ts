import { userAsAsked } from "../belief/membership.ts";
import { believed, type State, viewOf } from "../belief/state.ts";
import type { User } from "../contract/contract.ts";
import { keyOf } from "../contract/resource.ts";
import { differenceIn, isGivingOnly, lostIn } from "../vocabulary/access-string-meaning.ts";
import { type Setter, given } from "./access-string-asked.ts";
import { type Check, each } from "./check.ts";
import { documented, idsOf, observed, type Rule, type Shared } from "./rule.ts";
import { model } from "./sources.ts";

/** Whether a string that is stored may mean what was asked for. */
const meaning = (asked: string | undefined, stored: string | undefined): Check =>
  asked === undefined || asked.trim() === "" || stored === undefined
    ? "silent"
    : (differenceIn(asked, stored) ?? "kept");

const isDeleting = (before: State, id: string | undefined): boolean =>
  believed(before, id).kind === "deleting";

const guarantees: readonly Shared<Setter>[] = [
  {
    kind: "guarantee",
    ids: ["create-user/access-string-meaning", "modify-user/access-string-meaning"],
    level: "must",
    clause: documented(
      ["F111", "F322"],
      "aws-controllers-k8s/community PR 677; cloud-custodian recordings",
      "CreateUser and ModifyUser return an AccessString in a different representation than the one requested: it means the same",
    ),
    check: (asked) =>
      isDeleting(asked.before, asked.input.UserId)
        ? "silent"
        : meaning(given(asked), asked.output.AccessString),
  },
];

/** What an access string that is taken allows, however it is written, on users of either engine. */
export const accessStringMeaning = (
  prefix: "create-user" | "modify-user",
): readonly Rule<Setter>[] =>
  guarantees.flatMap(({ ids, ...rule }) => idsOf(prefix, ids).map((id) => ({ ...rule, id })));

/** What a change leaves of an access string of which it does not speak, and what it adds to it. */
export const accessStringChanges: readonly Rule<"ModifyUser">[] = [
  {
    kind: "guarantee",
    id: "modify-user/engine-keeps-access-string",
    level: "must",
    clause: observed(
      ["F111", "F119"],
      "hashicorp/terraform-provider-aws TestAccElastiCacheUser_updateEngine",
      "The engine changes in place, under one access_string: what the request did not name stands as it was",
    ),
    check: ({ before, input, output }) =>
      input.Engine === undefined ||
      (input.AccessString ?? input.AppendAccessString) !== undefined ||
      input.AuthenticationMode?.Type === "iam" ||
      isDeleting(before, input.UserId)
        ? "silent"
        : meaning(viewOf(before, input.UserId)?.AccessString, output.AccessString),
  },
  {
    kind: "guarantee",
    id: "modify-user/appends-access-string",
    level: "must",
    clause: documented(["F414"], model, "Adds additional user permissions to the access string."),
    check: ({ before, input, output }) => {
      const old = viewOf(before, input.UserId)?.AccessString;
      const { AccessString, AppendAccessString = "" } = input;
      const added = differenceIn(`${old} ${AppendAccessString}`, old ?? "");
      return old === undefined ||
        AccessString !== undefined ||
        output.AccessString === undefined ||
        added === undefined ||
        isDeleting(before, input.UserId)
        ? "silent"
        : differenceIn(old, output.AccessString) === undefined &&
            differenceIn(output.AccessString, old) === undefined
          ? { expected: added.expected, actual: output.AccessString }
          : "kept";
    },
  },
  {
    kind: "guarantee",
    id: "modify-user/append-takes-nothing-away",
    // It is said that rules are added; what that comes to is known of no example (F101).
    level: "should",
    clause: documented(["F414"], model, "Adds additional user permissions to the access string."),
    check: ({ before, input, output }) => {
      const old = viewOf(before, input.UserId)?.AccessString;
      const { AccessString, AppendAccessString } = input;
      if (AppendAccessString === undefined || AccessString !== undefined) return "silent";
      if (old === undefined || output.AccessString === undefined) return "silent";
      // A user that comes to be of iam may get another string.
      return isDeleting(before, input.UserId) ||
        input.AuthenticationMode?.Type === "iam" ||
        !isGivingOnly(AppendAccessString)
        ? "silent"
        : (lostIn(old, output.AccessString) ?? "kept");
    },
  },
];

/** What a user may do is what it was asked for to do, once it is shown: where the answer to the write itself said otherwise, that is told. */
export const accessStringShown: Rule<"DescribeUsers"> = {
  kind: "guarantee",
  id: "describe-users/access-string-meaning",
  level: "must",
  clause: documented(
    ["F111", "F163", "F322"],
    "aws-controllers-k8s/community PR 677; cloud-custodian recordings",
    "An AccessString is stored in a different representation than the one requested: it means the same",
  ),
  check: ({ before, output: { Users = [] } }) =>
    each(
      Users.flatMap((user: User) => {
        const id = keyOf(user.UserId);
        const belief = believed(before, id);
        if (belief.kind !== "present" || belief.since.refused.length > 0) return [];
        const asked = belief.asked?.AccessString;
        const wasTold = meaning(asked, userAsAsked(before, id)?.AccessString);
        const said = typeof wasTold === "object" ? "silent" : meaning(asked, user.AccessString);
        if (said === "silent") return [];
        const about = [{ kind: "user" as const, id }];
        return said === "kept"
          ? [{ about, expected: "", actual: "" }]
          : [{ about, expected: said.expected, actual: said.actual }];
      }),
    ),
};
