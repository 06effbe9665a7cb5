import { isMoving, isPlainId, isMovingGroup } from "../belief/membership.ts";
import { believed, believedGroup, type State, viewOf, viewOfGroup } from "../belief/state.ts";
import type { FaultCode, Input } from "../contract/contract.ts";
import { arnIn, type ResourceKind } from "../contract/placeholder.ts";
import { type Resource, resourceOf } from "../contract/resource.ts";
import { absence } from "./grounds.ts";
import {
  documented,
  type Ground,
  type Holds,
  idsOf,
  inferred,
  may,
  must,
  observed,
  type Rule,
  type Shared,
  type RuleId,
} from "./rule.ts";
import { model } from "./sources.ts";

export type TagOperation = "ListTagsForResource" | "AddTagsToResource" | "RemoveTagsFromResource";

export type TagPrefix =
  | "list-tags-for-resource"
  | "add-tags-to-resource"
  | "remove-tags-from-resource";

const lockedText = "<userid> is not available for tagging";

const nameOf = (input: Input<TagOperation>): string | undefined => input.ResourceName;

export const taggedBy = (input: Input<TagOperation>): Resource | undefined =>
  resourceOf(nameOf(input));

const beliefOf = (state: State, resource: Resource): { readonly kind: string } =>
  resource.kind === "user" ? believed(state, resource.id) : believedGroup(state, resource.id);

/** True of the right ARN of a user or group of which this is believed. */
export const isOf = (state: State, input: Input<TagOperation>, kind: string): boolean => {
  const resource = taggedBy(input);
  return resource !== undefined && beliefOf(state, resource).kind === kind;
};

/** How it holds that a resource is not there; of AWS's own, it does not (F152). */
const absenceOf = (state: State, input: Input<TagOperation>, kind: ResourceKind): Holds => {
  const resource = taggedBy(input);
  if (resource?.kind !== kind || !isPlainId(resource.id)) return false;
  return absence(
    kind === "user" ? believed(state, resource.id) : believedGroup(state, resource.id),
  );
};

const notFoundOf = (input: Input<TagOperation>): FaultCode =>
  taggedBy(input)?.kind === "usergroup" ? "UserGroupNotFound" : "UserNotFound";

/** True of a resource that is changing, or may be. */
const isChanging = (state: State, input: Input<TagOperation>): boolean => {
  const resource = taggedBy(input);
  if (resource === undefined) return false;
  return resource.kind === "user"
    ? isMoving(state, resource.id)
    : isMovingGroup(state, resource.id);
};

const statusOf = (state: State, input: Input<TagOperation>): string | undefined => {
  const resource = taggedBy(input);
  if (resource === undefined) return undefined;
  return resource.kind === "user"
    ? viewOf(state, resource.id)?.Status
    : viewOfGroup(state, resource.id)?.Status;
};

/**
 * True of a refusal that is no news: for some seconds after it was made, or tagged, a resource is not available for
 * tagging although it is shown as active (F197, F198, F368). In which words that is told, nobody is held to.
 */
export const isLockedForTagging = (
  state: State,
  input: Input<TagOperation>,
  { code }: { readonly code: string },
  overdue: boolean,
): boolean =>
  !overdue &&
  code.startsWith(notFoundOf(input)) &&
  isOf(state, input, "present") &&
  !isChanging(state, input);

/** By what any refusal of a resource may be told since 2026-09 (F400). */
const since2026: readonly FaultCode[] = ["InvalidParameterValue"];

const unknownUser: Omit<Ground<TagOperation>, "id"> & { readonly ids: readonly RuleId[] } = {
  kind: "ground",
  ids: [
    "list-tags-for-resource/unknown-user",
    "add-tags-to-resource/unknown-user",
    "remove-tags-from-resource/unknown-user",
  ],
  level: "must",
  clause: documented(
    ["F024", "F199"],
    model,
    "UserNotFound: The user does not exist or could not be found. InvalidARN: does not refer to an existing resource",
  ),
  codes: ["UserNotFound", "InvalidARN", ...since2026],
  when: ({ before, input }) => absenceOf(before, input, "user"),
};

const grounds: readonly Shared<TagOperation>[] = [
  unknownUser,
  {
    ...unknownUser,
    ids: [
      "list-tags-for-resource/unknown-user-group",
      "add-tags-to-resource/unknown-user-group",
      "remove-tags-from-resource/unknown-user-group",
    ],
    clause: documented(
      ["F024", "F199"],
      model,
      "UserGroupNotFound: The user group was not found or does not exist. InvalidARN: does not refer to an existing resource",
    ),
    codes: ["UserGroupNotFound", "InvalidARN", ...since2026],
    when: ({ before, input }) => absenceOf(before, input, "usergroup"),
  },
  {
    kind: "ground",
    ids: [
      "list-tags-for-resource/no-arn",
      "add-tags-to-resource/no-arn",
      "remove-tags-from-resource/no-arn",
    ],
    level: "must",
    clause: observed(
      ["F360"],
      "ekristen/aws-nuke#208; boto/boto3#1876",
      "InvalidARN: Input ARN string does not have 7 components.",
    ),
    codes: ["InvalidARN", ...since2026],
    when: ({ input }) => must(isNoArn(nameOf(input))),
  },
  {
    kind: "wording",
    ids: [
      "list-tags-for-resource/no-arn-text",
      "add-tags-to-resource/no-arn-text",
      "remove-tags-from-resource/no-arn-text",
    ],
    level: "should",
    clause: observed(
      ["F360"],
      "ekristen/aws-nuke#208; boto/boto3#1876",
      "Input ARN string does not have 7 components.",
    ),
    grounds: [
      "list-tags-for-resource/no-arn",
      "add-tags-to-resource/no-arn",
      "remove-tags-from-resource/no-arn",
    ],
    of: "InvalidARN",
    says: /does not have 7 components/i,
  },
  {
    kind: "ground",
    ids: [
      "list-tags-for-resource/other-partition",
      "add-tags-to-resource/other-partition",
      "remove-tags-from-resource/other-partition",
    ],
    level: "should",
    clause: observed(
      ["F361"],
      "ansible/ansible#63407",
      "GovCloud with a hard-coded `arn:aws:` ARN causes an InvalidARN failure",
    ),
    codes: ["InvalidARN", ...since2026],
    when: ({ input }) => must(arnIn(nameOf(input))?.form === "arn-of-other-partition"),
  },
  {
    kind: "ground",
    ids: [
      "list-tags-for-resource/no-such-type",
      "add-tags-to-resource/no-such-type",
      "remove-tags-from-resource/no-such-type",
    ],
    level: "must",
    clause: documented(
      ["F024", "F199"],
      model,
      "InvalidARN: does not refer to an existing resource. Rule of F199: of another type, refused with UserNotFound or InvalidARN",
    ),
    codes: ["InvalidARN", "UserNotFound", ...since2026],
    when: ({ input }) =>
      must(
        ["arn-of-other-type", "arn-of-other-service"].includes(arnIn(nameOf(input))?.form ?? ""),
      ),
  },
  {
    kind: "ground",
    ids: [
      "list-tags-for-resource/while-modifying",
      "add-tags-to-resource/while-modifying",
      "remove-tags-from-resource/while-modifying",
    ],
    level: "should",
    meanwhile: true,
    clause: observed(
      ["F196"],
      "hashicorp/terraform-provider-aws#34002",
      `UserNotFound: ${lockedText}`,
    ),
    codes: ["UserNotFound", "UserGroupNotFound"],
    when: ({ before, input }) =>
      isChanging(before, input) && (statusOf(before, input) === "active" ? "unknown" : "may"),
  },
  {
    kind: "wording",
    ids: [
      "list-tags-for-resource/while-modifying-text",
      "add-tags-to-resource/while-modifying-text",
      "remove-tags-from-resource/while-modifying-text",
    ],
    level: "should",
    meanwhile: true,
    clause: observed(["F196"], "hashicorp/terraform-provider-aws#34002", lockedText),
    grounds: [
      "list-tags-for-resource/while-modifying",
      "add-tags-to-resource/while-modifying",
      "remove-tags-from-resource/while-modifying",
    ],
    says: /not available for tagging/i,
  },
  {
    kind: "ground",
    ids: [
      "list-tags-for-resource/while-deleting",
      "add-tags-to-resource/while-deleting",
      "remove-tags-from-resource/while-deleting",
    ],
    level: "should",
    clause: inferred(
      ["F366"],
      "ansible-collections/community.aws PR 1777, clusters",
      "On a resource being deleted the tag calls answer the type's NotFound",
    ),
    codes: ["UserNotFound", "UserGroupNotFound", "InvalidARN", ...since2026],
    when: ({ before, input }) =>
      may(isOf(before, input, "deleting") || statusOf(before, input) === "deleting"),
  },
];

/** Why an operation on tags may or must refuse the resource that it is asked for. */
export const resourceRules = (prefix: TagPrefix): readonly Rule<TagOperation>[] =>
  grounds.flatMap(({ ids, ...rule }) => idsOf(prefix, ids).map((id) => ({ ...rule, id })));

/** Text that has not the seven parts of an ARN: an id alone, or an ARN with a slash in it. */
function isNoArn(name: string | undefined): boolean {
  if (name === undefined || name.trim() === "") return false;
  const arn = arnIn(name);
  return arn === undefined ? name.split(":").length !== 7 : arn.form === "arn-with-slash";
}
