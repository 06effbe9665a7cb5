import { isMoving, isPlainId, isMovingGroup } from "../belief/membership.ts";
import { believed, believedGroup, type State, viewOf, viewOfGroup } from "../belief/state.ts";
import type { FaultCode, Input } from "../contract/contract.ts";
import { type Resource, type ResourceKind, resourceOf } from "../contract/resource.ts";
import { type Asked, documented, type Ground, inferred, observed, type Rule } from "./rule.ts";

export type TagOperation = "ListTagsForResource" | "AddTagsToResource" | "RemoveTagsFromResource";

export type TagPrefix =
  | "list-tags-for-resource"
  | "add-tags-to-resource"
  | "remove-tags-from-resource";

const model = "API model 2015-02-02, botocore elasticache service-2.json";
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

/** True of one that is not there, and is none of AWS's own (F152). */
const isUnknown = (state: State, input: Input<TagOperation>, kind: ResourceKind): boolean => {
  const resource = taggedBy(input);
  return resource?.kind === kind && isPlainId(resource.id) && isOf(state, input, "absent");
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
 * tagging although it is shown as active (F197, F198, F368).
 */
export const isLockedForTagging = (
  state: State,
  input: Input<TagOperation>,
  { code, message }: { readonly code: string; readonly message: string },
  overdue: boolean,
): boolean =>
  !overdue &&
  code.startsWith(notFoundOf(input)) &&
  /not available for tagging/i.test(message) &&
  isOf(state, input, "present") &&
  !isChanging(state, input);

/** Why an operation on tags may or must refuse the resource that it is asked for. */
export const resourceGrounds = <K extends TagOperation>(prefix: TagPrefix): readonly Rule<K>[] => {
  const unknownUser: Ground<K> = {
    kind: "ground",
    id: `${prefix}/unknown-user`,
    level: "must",
    clause: documented(
      ["F024", "F199"],
      model,
      "UserNotFound: The user does not exist or could not be found. InvalidARN: does not refer to an existing resource",
    ),
    codes: ["UserNotFound", "InvalidARN"],
    when: ({ before, input }) => isUnknown(before, input, "user"),
  };
  return [
    unknownUser,
    {
      ...unknownUser,
      id: `${prefix}/unknown-user-group`,
      clause: documented(
        ["F024", "F199"],
        model,
        "UserGroupNotFound: The user group was not found or does not exist. InvalidARN: does not refer to an existing resource",
      ),
      codes: ["UserGroupNotFound", "InvalidARN"],
      when: ({ before, input }: Asked<K>) => isUnknown(before, input, "usergroup"),
    },
    {
      kind: "ground",
      id: `${prefix}/no-arn`,
      level: "must",
      clause: observed(
        ["F360"],
        "ekristen/aws-nuke#208; boto/boto3#1876",
        "InvalidARN: Input ARN string does not have 7 components.",
      ),
      codes: ["InvalidARN"],
      when: ({ input }) => isNoArn(nameOf(input)),
    },
    {
      kind: "wording",
      id: `${prefix}/no-arn-text`,
      level: "should",
      clause: observed(
        ["F360"],
        "ekristen/aws-nuke#208; boto/boto3#1876",
        "Input ARN string does not have 7 components.",
      ),
      grounds: [`${prefix}/no-arn`],
      says: /does not have 7 components/i,
    },
    {
      kind: "ground",
      id: `${prefix}/other-partition`,
      level: "should",
      clause: observed(
        ["F361"],
        "ansible/ansible#63407",
        "GovCloud with a hard-coded `arn:aws:` ARN causes an InvalidARN failure",
      ),
      codes: ["InvalidARN"],
      when: ({ input }) => nameOf(input)?.startsWith("{{arn-of-other-partition:") === true,
    },
    {
      kind: "ground",
      id: `${prefix}/no-such-type`,
      level: "must",
      clause: documented(
        ["F024", "F199"],
        model,
        "InvalidARN: does not refer to an existing resource. Rule of F199: of another type, refused with UserNotFound or InvalidARN",
      ),
      codes: ["InvalidARN", "UserNotFound"],
      when: ({ input }) => /^\{\{arn-of-other-(?:type|service):/.test(nameOf(input) ?? ""),
    },
    {
      kind: "ground",
      id: `${prefix}/while-modifying`,
      level: "should",
      meanwhile: true,
      clause: observed(
        ["F196"],
        "hashicorp/terraform-provider-aws#34002",
        `UserNotFound: ${lockedText}`,
      ),
      codes: ["UserNotFound", "UserGroupNotFound"],
      optional: () => true,
      perhaps: ({ before, input }) => statusOf(before, input) === "active",
      when: ({ before, input }) => isChanging(before, input),
    },
    {
      kind: "wording",
      id: `${prefix}/while-modifying-text`,
      level: "should",
      meanwhile: true,
      clause: observed(["F196"], "hashicorp/terraform-provider-aws#34002", lockedText),
      grounds: [`${prefix}/while-modifying`],
      says: /not available for tagging/i,
    },
    {
      kind: "ground",
      id: `${prefix}/while-deleting`,
      level: "should",
      clause: inferred(
        ["F366"],
        "ansible-collections/community.aws PR 1777, clusters",
        "On a resource being deleted the tag calls answer the type's NotFound",
      ),
      codes: ["UserNotFound", "UserGroupNotFound", "InvalidARN"],
      optional: () => true,
      when: ({ before, input }) =>
        isOf(before, input, "leaving") || statusOf(before, input) === "deleting",
    },
  ];
};

/** Text that has not the seven parts of an ARN: an id alone, or an ARN with a slash in it. */
const isNoArn = (name: string | undefined): boolean =>
  name !== undefined &&
  name.trim() !== "" &&
  (name.startsWith("{{arn-with-slash:") ||
    (!name.startsWith("{{arn") && name.split(":").length !== 7));
