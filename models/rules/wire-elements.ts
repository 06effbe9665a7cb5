import { modelledCode, statuses } from "../contract/fault-code.ts";
import { tagList, user, userGroup } from "../contract/members.ts";
import { type Fault, holderOf, isMember, type Place, strangersIn } from "../contract/reading.ts";
import type { Shape, StructureShape } from "../contract/shape.ts";
import { child, type Element } from "../contract/xml.ts";
import { type Check, none } from "./check.ts";
import type { Raw } from "./rule.ts";

export const rootOf = ({ document }: Raw): Element | undefined =>
  document.kind === "well-formed" ? document.root : undefined;

export const resultOf = (raw: Raw): Element | undefined =>
  child(rootOf(raw), `${raw.operation}Result`);

/** Of an answer to a request that was accepted. */
export const ofAccepted =
  (check: (raw: Raw, root: Element) => Check) =>
  (raw: Raw): Check => {
    const root = rootOf(raw);
    return raw.kind === "accepted" && root !== undefined ? check(raw, root) : "silent";
  };

/** Of a refusal, whatever its code. */
export const ofError =
  (check: (raw: Raw, fault: Fault) => Check) =>
  (raw: Raw): Check =>
    raw.kind === "refused" && raw.fault !== undefined ? check(raw, raw.fault) : "silent";

/** Of a refusal by a code of the API model, whatever stands around it. */
export const ofKnownError = (check: (raw: Raw, fault: Fault, code: string) => Check) =>
  ofError((raw, fault) => {
    const code = modelledCode(fault.code);
    return Object.hasOwn(statuses, code) ? check(raw, fault, code) : "silent";
  });

/** A place of one type, with its shape known to be of that type. */
type PlaceOf<T extends Shape["type"]> = Place & { readonly shape: { readonly type: T } & Shape };

const isOfType =
  <T extends Shape["type"]>(...types: readonly T[]) =>
  (place: Place): place is PlaceOf<T> =>
    types.some((type) => type === place.shape.type);

export const listsIn = ({ places }: Raw) => places.filter(isOfType("list"));
export const integersIn = ({ places }: Raw) => places.filter(isOfType("integer"));
export const valuesIn = ({ places }: Raw) =>
  places.filter(isOfType("string", "integer", "boolean"));
export const structuresIn = ({ places }: Raw) => places.filter(isOfType("structure"));

/** The elements that show users, or groups, in a list or as the result of a write. */
const showing =
  (shape: StructureShape) =>
  ({ places }: Raw): readonly Element[] =>
    places.filter((place) => place.shape === shape).map(({ element }) => holderOf(shape, element));

export const usersIn = showing(user);
export const groupsIn = showing(userGroup);
export const tagResultsIn = showing(tagList);

/** What stands in something besides that which is known, in whatever letters. */
export const noOther = (shown: readonly Element[], shape: StructureShape): Check =>
  shown.length === 0
    ? "silent"
    : none(
        "no other member",
        shown
          .flatMap(({ children }) => strangersIn(shape, children))
          .filter((one) => !isMember(shape, one))
          .map(({ name }) => name),
      );

/** Lists that stand in something even where they are empty; silent where there is nothing. */
export const present = (within: readonly Element[], lists: readonly string[]): Check =>
  within.length === 0
    ? "silent"
    : none(
        lists.join(", "),
        within.flatMap((one) =>
          lists.filter((name) => child(one, name) === undefined).map((name) => `no ${name}`),
        ),
      );

/** The names of elements that stand there more than once. */
export function namedTwice(
  { children }: Element,
  isOne: (name: string) => boolean,
): readonly string[] {
  const seen = new Set<string>();
  return children
    .filter(({ name }) => seen.size === seen.add(name).size && isOne(name))
    .map(({ name }) => name);
}

/** The most that is shown of what cannot be read, in characters. */
const longestExcerpt = 200;

export const excerpt = ({ status, headers, body }: Raw["wire"]): string =>
  `HTTP ${status} ${headers["content-type"] ?? "no content type"}, ${body.trim() === "" ? "an empty body" : body.replaceAll(/\s+/g, " ").trim().slice(0, longestExcerpt)}`;

export const requestIdOf = (raw: Raw): string | undefined =>
  child(child(rootOf(raw), "ResponseMetadata"), "RequestId")?.text.trim();

/** The namespace of every answer (F001). */
export const namespace = "http://elasticache.amazonaws.com/doc/2015-02-02/";
