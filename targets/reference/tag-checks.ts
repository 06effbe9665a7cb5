import type { Tag, Input } from "../../models/contract/contract.ts";
import { partitionOf } from "./arn.ts";
import { type Call, type Check, invalidValue, type Refusal, refused, required } from "./store.ts";
import { keyIn, merged, partsOf, tagsIn } from "./tags.ts";

const invalidArn = (message: string): Refusal => refused("InvalidARN", message);

interface Named {
  readonly ResourceName?: string | undefined;
}

/** Checks of the tags in a request, by what they would come to with those that are there (F193, F194). */
export const tagChecks = <I>(
  tagsOf: (input: I) => readonly Tag[] | undefined,
  after: (input: I, call: Call) => readonly Tag[] = (input) => tagsOf(input) ?? [],
): readonly Check<I>[] => {
  const each = (name: string, isWrong: (tag: Tag) => boolean, message: string): Check<I> => ({
    name,
    refuse: (input) =>
      tagsOf(input)?.some((tag) => isWrong(tag)) === true ? invalidValue(message) : undefined,
  });
  return [
    each("tags have keys", ({ Key }) => Key === undefined, "A tag needs a key."),
    each(
      "length of tag keys",
      ({ Key = "" }) => Key.length > 128,
      "Tag keys have at most 128 characters.",
    ),
    each(
      "length of tag values",
      ({ Value = "" }) => Value.length > 256,
      "Tag values have at most 256 characters.",
    ),
    each(
      "reserved tag keys",
      ({ Key = "" }) => Key.startsWith("aws:"),
      "Tag keys that start with aws: are reserved.",
    ),
    {
      name: "number of tags",
      refuse: (input, call) =>
        after(input, call).length > 50
          ? refused("TagQuotaPerResourceExceeded", "A resource has at most 50 tags.")
          : undefined,
    },
  ];
};

const notFoundAs = (name: string | undefined): string =>
  keyIn(name).startsWith("usergroup:") ? "UserGroupNotFound" : "UserNotFound";

const idIn = (name: string | undefined): string => keyIn(name).split(":")[1] ?? "";

export const resourceIn = (name: string | undefined, { users, groups }: Call) =>
  keyIn(name).startsWith("usergroup:") ? groups.get(idIn(name)) : users.get(idIn(name));

const resourceChecks: readonly Check<Named>[] = [
  required("ResourceName"),
  {
    name: "seven parts",
    refuse: ({ ResourceName }) =>
      partsOf(ResourceName).length === 7
        ? undefined
        : invalidArn("Input ARN string does not have 7 components."),
  },
  {
    name: "right partition",
    refuse: ({ ResourceName }, { region }) =>
      partsOf(ResourceName)[1] === partitionOf(region)
        ? undefined
        : invalidArn("The partition of the ARN is wrong."),
  },
  {
    name: "user or group of ElastiCache",
    refuse: ({ ResourceName }) => {
      const [, , service, , , kind] = partsOf(ResourceName);
      return service === "elasticache" && (kind === "user" || kind === "usergroup")
        ? undefined
        : invalidArn("The ARN is of another service or type.");
    },
  },
  {
    name: "own region and account",
    refuse: ({ ResourceName }, { region, account }) => {
      const [, , , itsRegion, itsAccount] = partsOf(ResourceName);
      return itsRegion === region && itsAccount === account
        ? undefined
        : invalidArn("The ARN is of another region or account.");
    },
  },
  {
    name: "resource exists",
    refuse: ({ ResourceName }, call) =>
      resourceIn(ResourceName, call) === undefined
        ? refused(notFoundAs(ResourceName), `${idIn(ResourceName)} not found.`)
        : undefined,
  },
  {
    name: "available for tagging",
    refuse: ({ ResourceName }, call) => {
      const status = resourceIn(ResourceName, call)?.status ?? "active";
      const isLocked = (call.locks.get(keyIn(ResourceName)) ?? 0) > call.now;
      return status !== "active" || isLocked
        ? refused(notFoundAs(ResourceName), `${idIn(ResourceName)} is not available for tagging`)
        : undefined;
    },
  },
];

export const listChecks: readonly Check<Input<"ListTagsForResource">>[] = resourceChecks;

export const addChecks: readonly Check<Input<"AddTagsToResource">>[] = [
  {
    name: "Tags are required",
    refuse: ({ Tags }) =>
      Tags === undefined ? invalidValue("The parameter Tags must be provided.") : undefined,
  },
  ...resourceChecks,
  ...tagChecks<Input<"AddTagsToResource">>(
    ({ Tags }) => Tags,
    ({ ResourceName, Tags = [] }, call) => merged(tagsIn(ResourceName, call), Tags),
  ),
];

export const removeChecks: readonly Check<Input<"RemoveTagsFromResource">>[] = [
  {
    name: "TagKeys are required",
    refuse: ({ TagKeys }) =>
      TagKeys === undefined ? invalidValue("The parameter TagKeys must be provided.") : undefined,
  },
  ...resourceChecks,
  {
    name: "tags are there",
    refuse: ({ ResourceName, TagKeys = [] }, call) => {
      const missing = TagKeys.find(
        (key) => !tagsIn(ResourceName, call).some(({ Key }) => Key === key),
      );
      return missing === undefined
        ? undefined
        : refused("TagNotFound", `There is no tag ${missing}.`);
    },
  },
];
