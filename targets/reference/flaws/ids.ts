import type { AnyInput, OperationName } from "../../../models/contract/contract.ts";
import { memoryOf, reads, together } from "../faults.ts";
import type { Fault } from "../service.ts";
import { type Call, defaultUser, keyOf, type Outcome, refused } from "../store.ts";
import { among, type Flaw } from "./flaw.ts";

/** How ids were spelt when they were given. */
const spellings = () => memoryOf(() => new Map<string, string>());

type Kind = "user" | "usergroup";

const named: Readonly<Record<Kind, readonly string[]>> = {
  user: ["UserId", "UserIds", "UserIdsToAdd", "UserIdsToRemove"],
  usergroup: ["UserGroupId", "UserGroupIds"],
};

/** A value of which every id of this kind, and every ARN with one, is written otherwise. */
function respelt(value: unknown, kind: Kind, spelt: (id: string) => string, name = ""): unknown {
  if (Array.isArray(value)) return value.map((part) => respelt(part, kind, spelt, name));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [
        key,
        respelt(part, kind, spelt, key === "member" ? name : key),
      ]),
    );
  if (typeof value !== "string") return value;
  if (named[kind].includes(name)) return spelt(value);
  const [place, id, ...more] =
    name === "ARN" || name === "ResourceName" ? value.split(`:${kind}:`) : [];
  return id === undefined || more.length > 0 ? value : `${place}:${kind}:${spelt(id)}`;
}

const renamed = (outcome: Outcome, kind: Kind, spelt: (id: string) => string): Outcome =>
  outcome.kind === "refused"
    ? outcome
    : { ...outcome, result: Object(respelt(outcome.result, kind, spelt)) };

/** Ids are shown in the case in which they were given, and otherwise told from each other as AWS does. */
function keptAsSent(kind: Kind): Fault {
  const spelling = spellings();
  const idOf = (input: AnyInput): string =>
    (kind === "user" ? input.UserId : input.UserGroupId) ?? "";
  const create = kind === "user" ? "CreateUser" : "CreateUserGroup";
  return {
    outcome: (outcome, call, input) => {
      const known = spelling(call);
      if (outcome.kind === "accepted" && call.operation === create)
        known.set(keyOf(idOf(input)), idOf(input));
      return renamed(outcome, kind, (id) => known.get(id) ?? id);
    },
  };
}

/** An id that is another than that in lower case, to a service that does not tell them apart. */
const disguised = (id: string): string =>
  id === keyOf(id) ? id : `${keyOf(id)}-${id.replaceAll(/[^A-Z]/g, "l").replaceAll(/[A-Z]/g, "u")}`;

/** Ids of which only the case differs are different ids, shown as they were given. */
function toldApart(kind: Kind): Fault {
  const spelling = spellings();
  return {
    request: (_, input, call) => {
      const known = spelling(call);
      const told = respelt(input, kind, (id) => {
        known.set(disguised(id), id);
        return disguised(id);
      });
      return Object(told);
    },
    outcome: (outcome, call) => {
      const known = spelling(call);
      return renamed(outcome, kind, (id) => known.get(id) ?? id);
    },
  };
}

/** An id of a user in capitals is that of nobody, where a group is to have it. */
const strangersByCase = (operation: OperationName): Fault =>
  reads(operation, (input) => ({
    ...input,
    ...Object.fromEntries(
      (["UserIds", "UserIdsToAdd", "UserIdsToRemove"] as const).flatMap((name) =>
        input[name] === undefined ? [] : [[name, input[name].map((id) => disguised(id))]],
      ),
    ),
  }));

/** How ids and names are told from each other. */
export const idFlaws: readonly Flaw[] = [
  ...(["user", "usergroup"] as const).flatMap((kind) => {
    const what = kind === "user" ? "users" : "groups";
    return [
      {
        name: `ids of ${what} as sent`,
        title: `Ids of ${what} are shown in the case in which they were sent`,
        fault: keptAsSent(kind),
      },
      {
        name: `ids of ${what} by case`,
        title: `Ids of ${what} that differ in case only are different ids`,
        fault: toldApart(kind),
      },
    ];
  }),
  ...among(
    ["CreateUserGroup", "ModifyUserGroup"],
    {
      name: "ids of members by case",
      title: "A group finds its users by ids in lower case only",
    },
    strangersByCase,
  ),
  {
    name: "ids as sent",
    title: "Ids are shown in the case in which they were sent",
    fault: together([keptAsSent("user"), keptAsSent("usergroup")]),
  },
  {
    name: "ids by case",
    title: "Ids that differ in case only are different ids",
    fault: together([toldApart("user"), toldApart("usergroup")]),
  },
  ...["UserAlreadyExists", "InvalidParameterValue"].map((code) => ({
    name: `names are unique (${code})`,
    title: "Two users cannot have one name",
    by: "shared-user-name",
    fault: {
      refuse: ({ operation, users }: Call, { UserName }: AnyInput) =>
        operation === "CreateUser" && [...users.values()].some(({ name }) => name === UserName)
          ? refused(code, "The user name is taken.")
          : undefined,
    },
  })),
  {
    name: "users and groups share their ids",
    title: "A group cannot have the id of a user, nor a user that of a group",
    fault: {
      refuse: ({ operation, users, groups }, { UserId, UserGroupId }) => {
        if (operation === "CreateUser" && groups.has(keyOf(UserId)))
          return refused("UserAlreadyExists", "The id is taken.");
        return operation === "CreateUserGroup" && users.has(keyOf(UserGroupId))
          ? refused("UserGroupAlreadyExists", "The id is taken.")
          : undefined;
      },
    },
  },
  {
    name: "no default user",
    title: "There is no user named default from the start",
    by: "lists-default",
    fault: {
      request: (_, input, { users }) => {
        if (users.get("default") === defaultUser) users.delete("default");
        return input;
      },
    },
  },
];
