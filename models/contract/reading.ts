import type { OperationName } from "./contract.ts";
import { results } from "./members.ts";
import type { Shape, StructureShape } from "./shape.ts";
import type { Element } from "./xml.ts";

/** An element that holds what the contract declares. */
export interface Place {
  readonly name: string;
  readonly shape: Shape;
  readonly element: Element;
}

/** What the result of an answer holds, and the elements in which it stands. */
export interface Reading {
  readonly value: object;
  readonly places: readonly Place[];
}

/**
 * Reads the result of an answer by the members that the contract declares. Text is taken as it stands. Where the form is another
 * than AWS's, what is most likely meant is taken: that the form is wrong, the rules on the wire say, and no other need be broken
 * by it.
 */
export function readResult(operation: OperationName, root: Element): Reading {
  const known = readings.get(root);
  if (known !== undefined) return known;
  const element = resultElement(operation, root);
  const places: Place[] = [];
  const value = element === undefined ? {} : structureIn(results[operation], [element], places);
  const reading = { value, places };
  readings.set(root, reading);
  return reading;
}

/** An answer is read once, whoever wants to know what stands in it: it answers one operation. */
const readings = new WeakMap<Element, Reading>();

/** The element of the result: by its name, by a name of that kind, or the root itself where the members stand right in it. */
const resultElement = (operation: OperationName, root: Element): Element | undefined =>
  root.children.find(({ name }) => name === `${operation}Result`) ??
  root.children.find(({ name }) => /Result$/i.test(name)) ??
  (hasMembers(results[operation], root) ? root : undefined);

const isSpelling = (name: string, member: string): boolean =>
  name.toLowerCase() === member.toLowerCase();

/** True of an element that a structure has as a member, in whatever letters. */
export const isMember = ({ members }: StructureShape, { name }: Element): boolean =>
  Object.keys(members).some((member) => isSpelling(name, member));

const hasMembers = (shape: StructureShape, { children }: Element): boolean =>
  children.some((one) => isMember(shape, one));

/** The element in which the members of a structure stand: itself, or the only one in it where they stand there. */
export function holderOf(shape: StructureShape, element: Element): Element {
  if (element.children.length !== 1) return element;
  const [only] = element.children;
  return only !== undefined && !hasMembers(shape, element) && hasMembers(shape, only)
    ? only
    : element;
}

/** Reads one value from the elements of one name: several are one list in parts, or one value said again. */
function valueIn(
  name: string,
  shape: Shape,
  elements: readonly Element[],
  places: Place[],
): unknown {
  const [first] = elements;
  if (first === undefined) return undefined;
  if (shape.type === "structure") return structureIn(shape, elements, places, name);
  places.push(...elements.map((element) => ({ name, shape, element })));
  switch (shape.type) {
    case "string":
      return first.text;
    case "integer":
      return /^\s*[+-]?\d+(?:\.0+)?\s*$/.test(first.text) ? Number(first.text) : undefined;
    case "boolean":
      return first.text.trim().toLowerCase() === "true";
    case "list":
      return elements
        .flatMap((element) => itemsIn(shape.of, element))
        .map((item) => valueIn(shape.item, shape.of, [item], places));
  }
}

/** The items of a list: what stands in it, or the list itself where it is flat. */
const itemsIn = (of: Shape, element: Element): readonly Element[] =>
  isFlat(of, element) ? [element] : element.children;

/** True of a list that holds one item right in itself. */
const isFlat = (of: Shape, element: Element): boolean =>
  of.type === "structure"
    ? element.children.length > 0 && element.children.every((one) => isMember(of, one))
    : element.children.length === 0 && element.text.trim() !== "";

function structureIn(
  shape: StructureShape,
  elements: readonly Element[],
  places: Place[],
  name = "",
): object {
  places.push(...elements.map((element) => ({ name, shape, element })));
  const children = elements.flatMap((element) => holderOf(shape, element).children);
  const strangers = strangersIn(shape, children);
  return Object.fromEntries(
    Object.entries(shape.members).flatMap(([member, part]) => {
      const exact = children.filter(({ name: own }) => own === member);
      const found =
        exact.length > 0 ? exact : strangers.filter(({ name: own }) => isSpelling(own, member));
      const value = valueIn(member, part, found, places);
      return value === undefined ? [] : [[member, value]];
    }),
  );
}

/** Elements that are no members of a structure, as it spells them. */
export const strangersIn = (
  { members }: StructureShape,
  children: readonly Element[],
): readonly Element[] => children.filter(({ name }) => !Object.hasOwn(members, name));

/** An error as it stands in an answer, and the names of the elements that lead to its code. */
export interface Fault {
  readonly element: Element;
  readonly path: readonly string[];
  /** With the white space around it. */
  readonly code: string;
  readonly message: string;
}

const isFault = ({ name }: Element): boolean =>
  /(?:errors?|exception|^fault)(?:response)?$/i.test(name);

/** True of an answer with a result: whatever else stands beside it, it is none of an error. */
export const hasResult = (operation: OperationName, { children }: Element): boolean =>
  children.some(({ name }) => name === `${operation}Result`);

/** The error that an answer holds: `Error` in `ErrorResponse`, or wherever else an error with a code stands. */
export function faultIn(root: Element): Fault | undefined {
  const outer = root.children.filter((one) => isFault(one));
  const paths = [
    ...outer.map((one) => [root, one]),
    ...outer.flatMap((one) => one.children.map((inner) => [root, one, inner])),
    ...(isFault(root) ? [[root]] : []),
  ];
  return paths
    .values()
    .map((path) => faultAt(path))
    .find((fault) => fault !== undefined);
}

/** The error that an element is, where a code stands in it. */
function faultAt(path: readonly Element[]): Fault | undefined {
  const element = path.at(-1);
  const code =
    element?.children.find(({ name }) => name === "Code") ??
    element?.children.find(({ name }) => isSpelling(name, "Code"));
  return element === undefined || code === undefined
    ? undefined
    : {
        element,
        path: [...path, code].map(({ name }) => name),
        code: code.text,
        message: messagesIn(element)[0]?.text.trim() ?? "",
      };
}

/** What an error says in words, under whatever names: the right one first. */
export const messagesIn = ({ children }: Element): readonly Element[] => [
  ...children.filter(({ name }) => name === "Message"),
  ...children.filter(({ name }) => name !== "Message" && /^(?:error)?(?:message|msg)$/i.test(name)),
];
