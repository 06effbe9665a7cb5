import type { Input } from "../../models/contract/contract.ts";
import { store } from "./access-string.ts";
import {
  requestedType,
  passwordLength,
  passwordNumber,
  passwordCharacters,
  onePlaceForPasswords,
  flagAgreesWithMode,
  knownType,
  passwordsFitType,
  modePasswordHasPasswords,
} from "./authentication-checks.ts";
import { lastIdOf } from "./marker.ts";
import {
  keyOf,
  type Check,
  invalidCombination,
  invalidValue,
  isIdentifier,
  refused,
  type Refusal,
  required,
  type StoredUser,
  unknownEngine,
} from "./store.ts";
import { tagChecks } from "./tag-checks.ts";

const notFound = (id: string | undefined): Refusal =>
  refused("UserNotFound", `User ${id} not found.`);

const identifierText = `The parameter UserId is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.`;

const iamText = "User Id and User name must be same for authentication type: iam";

const valkeyText = "No-password-required is not allowed for a user with engine Valkey";

const accessString: Check<{ readonly AccessString?: string | undefined }> = {
  name: "access string",
  refuse: ({ AccessString }) => {
    const stored = AccessString === undefined ? undefined : store(AccessString);
    return stored?.kind === "refused" ? invalidValue(stored.message) : undefined;
  },
};

export const createChecks: readonly Check<Input<"CreateUser">>[] = [
  required("UserId"),
  required("UserName"),
  required("Engine"),
  required("AccessString"),
  {
    name: "identifier",
    refuse: ({ UserId }) => (isIdentifier(UserId) ? undefined : invalidValue(identifierText)),
  },
  {
    name: "known engine",
    refuse: ({ Engine }) => unknownEngine(Engine),
  },
  onePlaceForPasswords,
  passwordLength,
  passwordNumber,
  passwordCharacters,
  flagAgreesWithMode,
  knownType(true),
  passwordsFitType,
  modePasswordHasPasswords,
  {
    name: "iam id is name",
    refuse: (input) =>
      requestedType(input) === "iam" && input.UserId !== input.UserName
        ? invalidCombination(iamText)
        : undefined,
  },
  {
    name: "valkey needs authentication",
    refuse: (input) =>
      keyOf(input.Engine) === "valkey" && requestedType(input) === "no-password-required"
        ? invalidCombination(valkeyText)
        : undefined,
  },
  accessString,
  ...tagChecks<Input<"CreateUser">>(({ Tags }) => Tags),
  {
    name: "id is free",
    refuse: ({ UserId }, { users }) =>
      users.has(keyOf(UserId))
        ? refused("UserAlreadyExists", `User ${keyOf(UserId)} already exists.`)
        : undefined,
  },
];

const exists: Check<{ readonly UserId?: string | undefined }> = {
  name: "user exists",
  refuse: ({ UserId }, { users }) => (users.has(keyOf(UserId)) ? undefined : notFound(UserId)),
};

const notDefault = (verb: string): Check<{ readonly UserId?: string | undefined }> => ({
  name: "not the default user",
  refuse: ({ UserId }) =>
    keyOf(UserId) === "default" ? invalidValue(`User default can not be ${verb}.`) : undefined,
});

const onlyActive = (verb: string): Check<{ readonly UserId?: string | undefined }> => ({
  name: "user is active",
  refuse: ({ UserId }, { users }) => {
    const id = keyOf(UserId);
    const status = users.get(id)?.status ?? "active";
    return status === "active"
      ? undefined
      : refused(
          "InvalidUserState",
          `User ${id} has status ${status}. Only active users can be ${verb}.`,
        );
  },
});

const engineAfter = (input: Input<"ModifyUser">, user: StoredUser): string =>
  keyOf(input.Engine ?? user.engine);

const ofUser = (
  name: string,
  refuse: (input: Input<"ModifyUser">, user: StoredUser) => Refusal | undefined,
): Check<Input<"ModifyUser">> => ({
  name,
  refuse: (input, { users }) => {
    const user = users.get(keyOf(input.UserId));
    return user === undefined ? undefined : refuse(input, user);
  },
});

export const modifyChecks: readonly Check<Input<"ModifyUser">>[] = [
  required("UserId"),
  exists,
  notDefault("modified"),
  onePlaceForPasswords,
  passwordLength,
  passwordNumber,
  passwordCharacters,
  flagAgreesWithMode,
  knownType(false),
  passwordsFitType,
  modePasswordHasPasswords,
  {
    name: "known engine",
    refuse: ({ Engine }) => (Engine === undefined ? undefined : unknownEngine(Engine)),
  },
  ofUser("iam id is name", (input, user) =>
    requestedType(input) === "iam" && user.id !== user.name.toLowerCase()
      ? invalidCombination(iamText)
      : undefined,
  ),
  ofUser("valkey needs authentication", (input, user) => {
    const type = requestedType(input);
    const hasNone =
      type === "no-password-required" || (type === "null" && user.type === "no-password");
    return engineAfter(input, user) === "valkey" && hasNone
      ? invalidCombination(valkeyText)
      : undefined;
  }),
  accessString,
  {
    name: "access string is not blank",
    refuse: ({ AccessString }) =>
      AccessString !== undefined && AccessString.trim() === ""
        ? invalidValue("The parameter AccessString must not be blank.")
        : undefined,
  },
  {
    name: "one access string",
    refuse: ({ AccessString, AppendAccessString }) =>
      AccessString !== undefined && AppendAccessString !== undefined
        ? invalidCombination("AccessString and AppendAccessString can not be given together.")
        : undefined,
  },
  onlyActive("modified"),
];

export const deleteChecks: readonly Check<{ readonly UserId?: string | undefined }>[] = [
  required("UserId"),
  exists,
  notDefault("deleted"),
  {
    name: "not a group's default user",
    refuse: ({ UserId }, { users, groups }) => {
      const id = keyOf(UserId);
      const holds = [...groups.values()].some(
        (group) => group.engine === "redis" && group.userIds.includes(id),
      );
      return holds && users.get(id)?.name === "default"
        ? refused(
            "DefaultUserAssociatedToUserGroup",
            "User is associated to user group(s) as a default user and can't be deleted.",
          )
        : undefined;
    },
  },
  onlyActive("deleted"),
];

export const describeChecks: readonly Check<Input<"DescribeUsers">>[] = [
  {
    name: "whole filters",
    refuse: ({ Filters = [] }) =>
      Filters.some(({ Name, Values }) => Name === undefined || (Values ?? []).length === 0)
        ? invalidCombination("A filter needs a name and at least one value.")
        : undefined,
  },
  {
    name: "user exists",
    refuse: ({ UserId }, { users }) =>
      UserId === undefined || users.has(keyOf(UserId)) ? undefined : notFound(UserId),
  },
  {
    name: "known marker",
    refuse: ({ Marker }) =>
      Marker === undefined || lastIdOf(Marker) !== undefined
        ? undefined
        : invalidCombination("The marker is not one that this service gave."),
  },
];
