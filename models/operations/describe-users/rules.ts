import { areSettled, isDeleted, keysOf, membersOf } from "../../belief/membership.ts";
import { believed, defaultUser, isStoredForm, type State } from "../../belief/state.ts";
import type { User, Input, Output } from "../../contract/contract.ts";
import { keyOf } from "../../contract/resource.ts";
import {
  lawsOf,
  readAgain,
  readOtherwise,
  refusedBy,
  unmovedByOtherPlaces,
  unmovedByOthers,
  writtenBy,
} from "../../rules/laws.ts";
import { type Accepted, documented, inferred, observed, type Rule } from "../../rules/rule.ts";
import { counted } from "../../vocabulary/authentication.ts";

type Described = Accepted<"DescribeUsers">;

const model = "API model 2015-02-02, botocore elasticache service-2.json";
const c7n = "cloud-custodian DescribeUsers recordings";

const isWhole = ({ UserId, Engine, Filters }: Input<"DescribeUsers">): boolean =>
  UserId === undefined && Engine === undefined && Filters === undefined;

export const isLookup = ({
  UserId,
  Filters,
  Engine,
  MaxRecords,
  Marker,
}: Input<"DescribeUsers">): boolean =>
  UserId !== undefined &&
  Filters === undefined &&
  Engine === undefined &&
  MaxRecords === undefined &&
  Marker === undefined;

const listed = (output: Output<"DescribeUsers">): readonly User[] => output.Users ?? [];
const idsOf = (output: Output<"DescribeUsers">): readonly string[] =>
  listed(output).map((user) => keyOf(user.UserId));
/** An empty Marker element counts as absent (F154). */
export const markerOf = (output: Output<"DescribeUsers">): string | undefined =>
  output.Marker === "" ? undefined : output.Marker;

/** All ids of the list so far: earlier pages and this one. */
const seenSoFar = (described: Described): readonly string[] => [
  ...seenBefore(described),
  ...idsOf(described.output),
];

const seenBefore = ({ before, input }: Described): readonly string[] =>
  input.Marker !== undefined && input.Marker === before.walks.DescribeUsers?.next
    ? before.walks.DescribeUsers.seen
    : [];

const continues = ({ before, input }: Described): boolean =>
  input.Marker === undefined || input.Marker === before.walks.DescribeUsers?.next;
const isLastPage = (described: Described): boolean =>
  isWhole(described.input) && continues(described) && markerOf(described.output) === undefined;
/** True where users came or went since the list was begun. */
const isDisturbed = ({ before, input }: Described): boolean =>
  input.Marker !== undefined && before.walks.DescribeUsers?.isDisturbed === true;

const listedTwice = (described: Described): string => {
  const ids = [
    ...seenBefore(described),
    ...listed(described.output).map(({ UserId = "" }) => UserId),
  ].filter((id) => id !== "");
  return ids.find((id, index) => ids.indexOf(id) !== index) ?? "none twice";
};

const isOnePage = ({ input }: Described): boolean => input.Marker === undefined;

export const presentIds = ({ users }: State): readonly string[] =>
  [...users].filter(([, belief]) => belief.kind === "present").map(([key]) => key);

/** What a user is, apart from its status and the groups it is in. */
const likeness = (user: User): Partial<User> => ({
  ...(user.UserName === undefined ? {} : { UserName: user.UserName }),
  ...(user.Engine === undefined ? {} : { Engine: user.Engine }),
  ...(user.AccessString === undefined ? {} : { AccessString: user.AccessString }),
  ...(user.Authentication === undefined ? {} : { Authentication: counted(user.Authentication) }),
  ...(user.ARN === undefined ? {} : { ARN: user.ARN }),
});

const shows = lawsOf<"DescribeUsers", User>({
  listed: (output) => listed(output).filter((user) => isStoredForm(user)),
  idOf: ({ UserId }) => UserId,
  isLookup: ({ UserId }) => UserId !== undefined,
  beliefs: ({ users }) => users,
  likeness,
});

const laws: readonly Rule<"DescribeUsers">[] = [
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

const grounds: readonly Rule<"DescribeUsers">[] = [
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
    when: ({ before, input }) => {
      const belief = believed(before, input.UserId);
      return (
        isLookup(input) &&
        belief.kind === "absent" &&
        belief.because === "unheard-of" &&
        !before.elsewhere.has(keyOf(input.UserId)) &&
        /^[a-z][a-z0-9-]*$/i.test(input.UserId ?? "")
      );
    },
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
    when: ({ before, input }) => {
      const belief = believed(before, input.UserId);
      return (
        isLookup(input) &&
        belief.kind === "absent" &&
        belief.because === "refused" &&
        /^[a-z][a-z0-9-]*$/i.test(input.UserId ?? "")
      );
    },
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
    when: ({ before, input }) => {
      const belief = believed(before, input.UserId);
      return isLookup(input) && belief.kind === "absent" && belief.because === "badly-tagged";
    },
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
    when: ({ before, input }) => isLookup(input) && before.elsewhere.has(input.UserId ?? ""),
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
    when: ({ before, input }) => {
      const belief = believed(before, input.UserId);
      return isLookup(input) && isDeleted(belief);
    },
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
    optional: ({ overdue }) => !overdue,
    when: ({ before, input }) =>
      isLookup(input) && believed(before, input.UserId).kind === "leaving",
  },
  {
    kind: "ground",
    id: "describe-users/filter-without-values",
    level: "must",
    clause: documented(
      ["F025", "F026", "F161"],
      model,
      "Filter required: Name, Values; FilterValueList min 1",
    ),
    codes: "any",
    when: ({ input }) =>
      input.Filters?.some(
        ({ Name, Values }) => Name === undefined || Values === undefined || Values.length === 0,
      ) === true,
  },
];

const allowances: readonly Rule<"DescribeUsers">[] = [
  {
    kind: "allowance",
    id: "describe-users/accepts-mixed-case-id",
    level: "should",
    clause: inferred(
      ["F157"],
      "Getting started tutorial: create cluster and users",
      "response['Users'][0]['UserId'].lower() == UserId.lower()",
    ),
    when: ({ before, input }) =>
      isLookup(input) &&
      input.UserId !== keyOf(input.UserId) &&
      believed(before, input.UserId).kind === "present",
  },
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
          (kind === "leaving" || kind === "absent") &&
          membersOf(before, key)?.includes(keyOf(input.UserId)) === true,
      ),
  },
];

const guarantees: readonly Rule<"DescribeUsers">[] = [
  {
    kind: "guarantee",
    id: "describe-users/one-user-by-id",
    level: "must",
    clause: observed(["F155"], c7n, "UserId given, found: exactly one element"),
    when: ({ before, input }) =>
      isLookup(input) &&
      input.UserId === keyOf(input.UserId) &&
      ["present", "leaving"].includes(believed(before, input.UserId).kind),
    expected: ({ input }) => [keyOf(input.UserId)],
    actual: ({ output }) => idsOf(output),
  },
  {
    kind: "guarantee",
    id: "describe-users/one-user-by-mixed-case-id",
    level: "should",
    clause: inferred(
      ["F157"],
      "Getting started tutorial: create cluster and users",
      "Lookup by a mixed-case id finds the lower-case user",
    ),
    when: ({ before, input }) =>
      isLookup(input) &&
      input.UserId !== keyOf(input.UserId) &&
      believed(before, input.UserId).kind === "present",
    expected: ({ input }) => [keyOf(input.UserId)],
    actual: ({ output }) => listed(output).map((user) => user.UserId),
  },
  {
    kind: "guarantee",
    id: "describe-users/user-id-in-lower-case",
    level: "must",
    clause: documented(["F030", "F031"], model, "This value is stored as a lowercase string."),
    when: ({ before, output }) => idsOf(output).some((id) => before.users.has(id)),
    expected: () => "ids in lower case",
    actual: ({ before, output }) =>
      listed(output).find((user) => before.users.has(keyOf(user.UserId)) && !isStoredForm(user))
        ?.UserId ?? "ids in lower case",
  },
  {
    kind: "guarantee",
    id: "describe-users/lists-all",
    level: "must",
    clause: observed(["F150"], c7n, "Without arguments it lists all users of the region"),
    when: (described) => isLastPage(described) && isOnePage(described),
    expected: () => "no user left out",
    actual: (described) => leftOut(described),
  },
  {
    kind: "guarantee",
    id: "describe-users/lists-default",
    level: "must",
    clause: observed(["F150", "F151"], c7n, "including the AWS `default` user"),
    when: (described) => isLastPage(described) && isOnePage(described) && defaultIsThere(described),
    expected: () => "default",
    actual: (described) => seenSoFar(described).find((id) => id === "default") ?? "no default",
  },
  {
    kind: "guarantee",
    id: "describe-users/default-user",
    level: "must",
    clause: observed(["F151"], c7n, "UserName default, active, redis, on ~* +@all, no-password"),
    when: (described) => idsOf(described.output).includes("default") && defaultIsThere(described),
    expected: () => withoutGroups(defaultUser),
    actual: ({ output }) =>
      withoutGroups(listed(output).find((user) => user.UserId === "default") ?? {}),
  },
  {
    kind: "guarantee",
    id: "describe-users/lists-none-that-is-gone",
    level: "must",
    clause: documented(
      ["F132", "F150"],
      "terraform waitUserDeleted; cloud-custodian recordings",
      "pending `deleting`, target gone",
    ),
    // Whether a page shows what was there when its list began, no fact says.
    when: (described) =>
      isWhole(described.input) &&
      !isDisturbed(described) &&
      [...described.before.users.values()].some((belief) => isDeleted(belief)),
    expected: () => "none that is gone",
    actual: ({ before, output }) =>
      idsOf(output).find((id) => isDeleted(believed(before, id))) ?? "none that is gone",
  },
  {
    kind: "guarantee",
    id: "describe-users/lists-none-that-was-refused",
    level: "must",
    clause: observed(
      ["F150", "F156"],
      c7n,
      "lists all users: one that was never made is not among them",
    ),
    when: ({ before, input }) =>
      isWhole(input) &&
      [...before.users.values()].some(
        (belief) => belief.kind === "absent" && belief.because === "refused",
      ),
    expected: () => "none that was refused",
    actual: ({ before, output }) =>
      idsOf(output).find((id) => {
        const belief = believed(before, id);
        return belief.kind === "absent" && belief.because === "refused";
      }) ?? "none that was refused",
  },
  {
    kind: "guarantee",
    id: "describe-users/lists-none-of-other-places",
    level: "must",
    clause: observed(["F044", "F150"], c7n, "Without arguments it lists all users of the region"),
    when: ({ before, input }) => isWhole(input) && before.elsewhere.size > 0,
    expected: () => "none of another region or account",
    actual: ({ before, output }) =>
      idsOf(output).find((id) => before.elsewhere.has(id)) ?? "none of another region or account",
  },
  {
    kind: "guarantee",
    id: "describe-users/groups-agree-with-members",
    // Both sides must agree (F186); how soon, no fact says.
    level: "should",
    clause: documented(
      ["F186"],
      "AWS CLI describe-users",
      'default → UserGroupIds ["myusergroup"]: the groups that it belongs to',
    ),
    when: (described) => sides(described).length > 0,
    expected: (described) => sides(described).map(({ pair, byGroup }) => [...pair, byGroup]),
    actual: (described) => sides(described).map(({ pair, byUser }) => [...pair, byUser]),
  },
  {
    kind: "guarantee",
    id: "describe-users/lists-none-twice",
    level: "must",
    clause: observed(["F150"], c7n, "A user stands in the list once"),
    when: (described) =>
      isWhole(described.input) && continues(described) && !isDisturbed(described),
    expected: () => "none twice",
    actual: (described) => listedTwice(described),
  },
  {
    kind: "guarantee",
    id: "describe-users/pages-hold-while-others-change",
    level: "should",
    clause: inferred(
      ["F028"],
      "botocore paginators-1.json",
      "input_token Marker: users who come and go meanwhile do not change the pages for the others",
    ),
    when: (described) => isWhole(described.input) && continues(described) && isDisturbed(described),
    expected: () => ["none twice", "no user left out"],
    actual: (described) => [
      listedTwice(described),
      isLastPage(described) ? leftOut(described) : "no user left out",
    ],
  },
  {
    kind: "guarantee",
    id: "describe-users/no-group-that-is-gone",
    level: "should",
    clause: documented(
      ["F186"],
      "AWS CLI describe-users",
      "UserGroupIds of a user lists the groups it belongs to: none that is not there",
    ),
    when: (described) => atRest(described).length > 0 && goneGroups(described).length > 0,
    expected: () => "no group that is gone",
    actual: (described) =>
      atRest(described)
        .flatMap(({ UserGroupIds }) => keysOf(UserGroupIds))
        .find((id) => goneGroups(described).includes(id)) ?? "no group that is gone",
  },
  {
    kind: "guarantee",
    id: "describe-users/page-size",
    level: "should",
    clause: documented(
      ["F028"],
      "botocore paginators-1.json",
      "DescribeUsers limit_key: MaxRecords",
    ),
    // Of pages of less than 20 no fact says whether they are taken as 20 (F370, F372).
    when: ({ input }) => input.MaxRecords !== undefined && input.MaxRecords >= 20,
    expected: ({ input }) => `at most ${input.MaxRecords} users`,
    actual: ({ input, output }) =>
      listed(output).length <= (input.MaxRecords ?? 0)
        ? `at most ${input.MaxRecords} users`
        : `${listed(output).length} users`,
  },
  {
    kind: "guarantee",
    id: "describe-users/pages-leave-none-out",
    level: "must",
    clause: documented(
      ["F028"],
      "botocore paginators-1.json",
      "input_token Marker, output_token Marker, result_key Users",
    ),
    when: (described) => isLastPage(described) && !isOnePage(described) && !isDisturbed(described),
    expected: () => "no user left out",
    actual: (described) => leftOut(described),
  },
  {
    kind: "guarantee",
    id: "describe-users/pages-end",
    level: "must",
    clause: observed(["F154"], c7n, "On the last page Marker is absent."),
    when: (described) => isWhole(described.input) && (described.overdue || isLastPage(described)),
    expected: () => "a page without Marker",
    actual: ({ output }) => markerOf(output) ?? "a page without Marker",
  },
  {
    kind: "guarantee",
    id: "describe-users/deleting",
    level: "must",
    meanwhile: true,
    clause: observed(
      ["F132"],
      "cloud-custodian test_elasticache_user_delete recordings",
      "after a delete DescribeUsers(UserId) must show deleting or answer UserNotFound",
    ),
    when: ({ before, output }) =>
      idsOf(output).some((id) => believed(before, id).kind === "leaving"),
    expected: () => "deleting",
    actual: ({ before, output }) =>
      listed(output).find(
        (user) => believed(before, user.UserId).kind === "leaving" && user.Status !== "deleting",
      )?.Status ?? "deleting",
  },
  {
    kind: "guarantee",
    id: "describe-users/settles-after-create",
    level: "must",
    clause: documented(
      ["F071"],
      "API_CreateUser; SMDOC and CLI outputs",
      "Must: active, or becomes so.",
    ),
    when: (described) => settling(described, "CreateUser") !== undefined,
    expected: () => "active",
    actual: (described) => settling(described, "CreateUser"),
  },
  {
    kind: "guarantee",
    id: "describe-users/settles-after-modify",
    level: "must",
    clause: observed(
      ["F110"],
      "a published live audit of 2026-10-01",
      "Must: Status is modifying or active, and becomes active.",
    ),
    when: (described) => settling(described, "ModifyUser") !== undefined,
    expected: () => "active",
    actual: (described) => settling(described, "ModifyUser"),
  },
  {
    kind: "guarantee",
    id: "describe-users/modifying-at-once",
    level: "should",
    clause: observed(
      ["F112"],
      "cloud-custodian test_elasticache_user_modify DescribeUsers_2.json",
      "An immediate DescribeUsers shows `modifying` with the new values.",
    ),
    when: ({ before, output }) =>
      listed(output).some((user) =>
        writtenBy("ModifyUser")(believed(before, user.UserId), "lookup"),
      ),
    expected: () => anyOfModifying,
    actual: ({ before, output }) =>
      listed(output)
        .filter((user) => writtenBy("ModifyUser")(believed(before, user.UserId), "lookup"))
        .find((user) => user.Status !== "modifying" && user.Status !== "active")?.Status ??
      anyOfModifying,
  },
  {
    kind: "guarantee",
    id: "describe-users/filters-by-user-id",
    level: "should",
    clause: documented(
      ["F160"],
      model,
      "The property being filtered. For example, UserId. Values: for example, user-123",
    ),
    when: ({ input }) =>
      input.Filters?.length === 1 &&
      input.Filters[0]?.Name === "UserId" &&
      input.UserId === undefined,
    expected: ({ input }) => `only ${input.Filters?.[0]?.Values?.join(", ")}`,
    actual: ({ input, output }) => {
      const wanted = (input.Filters?.[0]?.Values ?? []).map((value) => keyOf(value));
      const stray = idsOf(output).find((id) => !wanted.includes(id));
      return stray === undefined
        ? `only ${input.Filters?.[0]?.Values?.join(", ")}`
        : `${stray} too`;
    },
  },
];

/** Users of groups that were at rest before, and are. */
const atRest = ({ before, output }: Described): readonly User[] =>
  listed(output).filter(
    ({ UserId, Status }) =>
      Status === "active" &&
      before.everGrouped.has(keyOf(UserId)) &&
      areSettled(before, [keyOf(UserId)]),
  );

const goneGroups = ({ before }: Described): readonly string[] =>
  [...before.groups].filter(([, belief]) => isDeleted(belief)).map(([key]) => key);

/** Where a user and an active group both were shown since anything touched membership: what each says of the other. */
const sides = ({ before, output }: Described) =>
  listed(output)
    .filter(({ UserId, Status }) => Status === "active" && before.everGrouped.has(keyOf(UserId)))
    .flatMap(({ UserId, UserGroupIds }) =>
      [...before.membersSeen].map(([group, members]) => ({
        pair: [keyOf(UserId), group],
        byUser: keysOf(UserGroupIds).includes(group),
        byGroup: members.includes(keyOf(UserId)),
      })),
    );

/** False once a target let go of `default`, or let it be changed: what follows is no news. */
const defaultIsThere = ({ before }: Described): boolean => {
  const belief = believed(before, "default");
  return belief.kind === "present" && belief.lastWrite === "none";
};

const anyOfModifying = "modifying or active";

const withoutGroups = (user: User): Partial<User> => ({
  UserId: user.UserId ?? "",
  UserName: user.UserName ?? "",
  // A change of a group it is in shows on it (F345).
  Status: user.Status === "modifying" ? "active" : (user.Status ?? ""),
  Engine: user.Engine ?? "",
  AccessString: user.AccessString ?? "",
  Authentication: { Type: user.Authentication?.Type ?? "" },
});

const leftOut = (described: Described): string => {
  const seen = new Set(seenSoFar(described));
  const since = isOnePage(described) ? undefined : described.before.walks.DescribeUsers?.there;
  const missing = presentIds(described.before).filter(
    (id) => id !== "default" && !seen.has(id) && (since?.includes(id) ?? true),
  );
  return missing.length === 0 ? "no user left out" : `without ${missing.join(", ")}`;
};

/** The status of a looked-up user that was written last by this operation, once it is active or overdue. */
const settling = (
  { before, input, output, overdue }: Described,
  operation: "CreateUser" | "ModifyUser",
): string | undefined => {
  const belief = believed(before, input.UserId);
  if (!isLookup(input) || belief.kind !== "present" || belief.lastWrite !== operation)
    return undefined;
  const status = listed(output)[0]?.Status;
  return status === "active" || overdue ? (status ?? "no status") : undefined;
};

/** What DescribeUsers shows of users, lists and pages, and how it agrees with the writes. */
export const describeUsersRules: readonly Rule<"DescribeUsers">[] = [
  ...grounds,
  ...allowances,
  ...guarantees,
  ...laws,
];
