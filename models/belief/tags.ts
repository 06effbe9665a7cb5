import type {
  AnyInput,
  Answer,
  FaultCode,
  Input,
  OperationName,
  Tag,
} from "../contract/contract.ts";
import { arnIn } from "../contract/placeholder.ts";
import { type Resource, resourceKey, resourceOf, keyOf } from "../contract/resource.ts";
import { areBad, hasEmptyKey, hasKeyTwice } from "../rules/tags.ts";
import { type Beliefs } from "./believed.ts";
import { believedIn, type State, type Tagged, withBelief, withRefusal } from "./state.ts";

/** What is believed of the tags of all once a resource was made with these. */
export function taggedAtCreation(
  { tags, tagsInDoubt }: State,
  resource: Resource,
  made: readonly Tag[] = [],
): State["tags"] {
  const key = resourceKey(resource);
  const before = tags.get(key);
  // What becomes of tags that should have been refused, nobody knows; and a change that was lost may land on whoever is next.
  if (areBad(made) || hasKeyTwice(made) || hasEmptyKey(made) || tagsInDoubt.has(key))
    return new Map([...tags].filter(([other]) => other !== key));
  const tagged: Tagged = {
    tags: made,
    because: made.length === 0 ? "nothing" : "creation",
    ...(before === undefined ? {} : { inherits: [...(before.inherits ?? []), ...before.tags] }),
  };
  return new Map(tags).set(key, tagged);
}

/** What to believe once a creation was refused: nothing is there; where its tags were bad, that rests on weaker evidence (F075). */
export function refusedAtCreation<V>(
  beliefs: Beliefs<V>,
  id: string | undefined,
  by: OperationName,
  made: readonly Tag[] | undefined,
): Beliefs<V> {
  const refused = withRefusal(beliefs, id, by);
  const belief = believedIn(refused, id);
  const isNew = belief.kind === "absent" && belief.because === "refused";
  // Of tags that may be the reason, no fact says whether they are (F075).
  return isNew && (areBad(made) || hasKeyTwice(made) || hasEmptyKey(made))
    ? withBelief(beliefs, id, { kind: "absent", because: "badly-tagged" })
    : refused;
}

export const userOf = (id: string | undefined): Resource => ({ kind: "user", id: keyOf(id) });

export const groupOf = (id: string | undefined): Resource => ({ kind: "usergroup", id: keyOf(id) });

/** Notes that nobody knows the tags of a resource: whether it is still the same one, nobody knows either. */
export const withoutTags = (state: State, resource: Resource): State => ({
  ...state,
  tags: new Map([...state.tags].filter(([key]) => key !== resourceKey(resource))),
});

/** The codes that the API model declares for every operation on tags, of those that users and groups can bring about (F024, F400). */
export const tagOperationCodes: readonly FaultCode[] = [
  "UserNotFound",
  "UserGroupNotFound",
  "InvalidARN",
  "InvalidParameterValue",
];

/** The tags of the resource that an ARN names, as far as they are known. */
export function tagsOf(state: State, name: string | undefined): readonly Tag[] {
  const resource = resourceOf(name);
  return resource === undefined ? [] : (state.tags.get(resourceKey(resource))?.tags ?? []);
}

/** False too where changes of other tags were refused since they were last listed: that nothing came of those rests on weaker evidence. */
export function knowsTagsOf(state: State, input: Change): boolean {
  const resource = resourceOf(input.ResourceName);
  const known = resource === undefined ? undefined : state.tags.get(resourceKey(resource));
  return known !== undefined && leftRefused(known, input).length === 0;
}

/** The keys of the tags that were refused before a change, and are none of its own. */
const leftRefused = ({ refused = [] }: Tagged, input: Change): readonly string[] =>
  refused.filter((one) => !keysIn(input).includes(one));

type Change = Input<"AddTagsToResource"> | Input<"RemoveTagsFromResource">;

/** What is believed of tags after an answer to a change of them. */
export function advanceTags(
  before: State,
  input: Change,
  { kind }: Answer,
  change: (tagged: Tagged) => Tagged,
): State {
  if (kind === "unsupported") return before;
  const resource = resourceOf(input.ResourceName);
  const wrong = misnamedBy(input.ResourceName);
  // Whose tags are changed under a wrong name, nobody knows.
  if (wrong !== undefined)
    return kind === "refused" ? withTagsRefused(before, wrong, input) : inTagDoubt(before, wrong);
  if (resource === undefined) return before;
  // A change that was lost may have taken effect, or may yet.
  if (kind === "lost") return inTagDoubt(before, resource);
  if (kind === "refused") return withTagsRefused(before, resource, input);
  const key = resourceKey(resource);
  const known = before.tags.get(key);
  const refused = known === undefined ? [] : leftRefused(known, input);
  return known === undefined
    ? before
    : {
        ...before,
        tags: new Map(before.tags).set(key, {
          ...change(known),
          // What an earlier resource of its id had may still be there.
          ...(known.inherits === undefined ? {} : { inherits: known.inherits }),
          ...(known.isReordered === true ? { isReordered: true } : {}),
          // Whether this change went wrong, or the one that was refused, is not told: unless it was one of the same keys.
          ...(refused.length > 0 ? { refused } : {}),
        }),
      };
}

/** Notes that a change of these tags was refused to a resource: it must have those that it had. */
export function withTagsRefused(
  state: State,
  resource: Resource,
  input: Change | Input<"CreateUser"> | Input<"CreateUserGroup">,
): State {
  const key = resourceKey(resource);
  const known = state.tags.get(key);
  return known === undefined
    ? state
    : {
        ...state,
        tags: new Map(state.tags).set(key, {
          ...known,
          refused: [...(known.refused ?? []), ...keysIn(input)],
        }),
      };
}

/** The keys of the tags that a request speaks of. */
const keysIn = ({ Tags = [], TagKeys = [] }: AnyInput): readonly string[] => [
  ...Tags.map(({ Key = "" }) => Key),
  ...TagKeys,
];

/** The resource that an ARN names which is wrong in another part. */
function misnamedBy(name: string | undefined): Resource | undefined {
  const arn = arnIn(name);
  return arn === undefined || arn.form === "arn"
    ? undefined
    : { kind: arn.kind, id: keyOf(arn.id) };
}

const inTagDoubt = (state: State, resource: Resource): State => ({
  ...withoutTags(state, resource),
  tagsInDoubt: new Set([...state.tagsInDoubt, resourceKey(resource)]),
});
