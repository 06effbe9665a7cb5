import { SaxesParser } from "saxes";

/** An element of a well-formed document. */
export interface Element {
  /** Without its prefix. */
  readonly name: string;
  readonly namespace: string;
  readonly children: readonly Element[];
  /** Its own character data, entities resolved and sections opened. */
  readonly text: string;
  /** What stands in it besides text and elements. */
  readonly markup: readonly Markup[];
}

export type Markup = "a comment" | "a CDATA section" | "a processing instruction";

export type Document =
  | {
      readonly kind: "well-formed";
      readonly root: Element;
      /** The encoding that its declaration names, if any. */
      readonly encoding: string | undefined;
      /** The version of XML that its declaration names, if any. */
      readonly version: string | undefined;
      /** The names of elements that have a prefix, with it. */
      readonly prefixed: readonly string[];
    }
  | { readonly kind: "malformed"; readonly reason: string }
  /** Deeper, or of more elements, than any answer that makes sense: it was not read to its end. */
  | { readonly kind: "oversized"; readonly reason: string };

/** An answer for an account with ten thousand users has so many elements. */
const most = { depth: 64, elements: 200_000 };

interface Open extends Element {
  readonly children: Element[];
  readonly markup: Markup[];
  text: string;
}

const documents = new WeakMap<object, Document>();

/** What stands in a response. It is parsed once, whoever reads it: the document belongs to it as its body does. */
export function documentOf(response: { readonly body: string }): Document {
  const document = documents.get(response) ?? parse(response.body);
  documents.set(response, document);
  return document;
}

/** Reads XML strictly, as XML 1.0 with namespaces defines it: what a lenient client forgives is told. */
export function parse(body: string): Document {
  const parser = new SaxesParser({ xmlns: true });
  const open: Open[] = [];
  let root: Element | undefined;
  let fault: string | undefined;
  let elements = 0;
  let excess: string | undefined;
  parser.on("error", (error) => {
    fault ??= error.message;
  });
  let encoding: string | undefined;
  let version: string | undefined;
  const prefixed: string[] = [];
  parser.on("xmldecl", (declaration) => {
    ({ encoding, version } = declaration);
  });
  parser.on("opentag", ({ local, prefix, uri }) => {
    elements += 1;
    if (prefix !== "") prefixed.push(`${prefix}:${local}`);
    open.push({ name: local, namespace: uri, children: [], text: "", markup: [] });
    if (open.length > most.depth) excess = `the answer is more than ${most.depth} elements deep`;
    if (elements > most.elements) excess = `the answer has more than ${most.elements} elements`;
    // Nothing else ends a parser in the middle of a text.
    if (excess !== undefined) throw new RangeError(excess);
  });
  const addText = (text: string): void => {
    const top = open.at(-1);
    if (top !== undefined) top.text += text;
  };
  const note = (markup: Markup): void => void open.at(-1)?.markup.push(markup);
  parser.on("text", addText);
  parser.on("comment", () => note("a comment"));
  parser.on("processinginstruction", () => note("a processing instruction"));
  parser.on("cdata", (text) => {
    note("a CDATA section");
    addText(text);
  });
  parser.on("closetag", () => {
    const closed = open.pop();
    if (closed === undefined) return;
    const parent = open.at(-1);
    if (parent === undefined) root = closed;
    else parent.children.push(closed);
  });
  try {
    parser.write(body).close();
  } catch (error) {
    fault ??= String(error);
  }
  if (excess !== undefined) return { kind: "oversized", reason: excess };
  if (fault !== undefined) return { kind: "malformed", reason: fault };
  if (root === undefined) return { kind: "malformed", reason: "there is no element" };
  return { kind: "well-formed", root, encoding, version, prefixed };
}

/** XML of this service, however badly formed: an HTML page or other noise is no answer at all. */
export const looksLikeAnswer = (body: string): boolean =>
  /^\s*(?:<\?xml[^>]*>\s*)?<[A-Za-z:]+Response[\s>]/.test(body);

export const child = (element: Element | undefined, name: string): Element | undefined =>
  element?.children.find((candidate) => candidate.name === name);

/** The element itself and all below it, in document order. */
export const descendants = (element: Element): readonly Element[] => [
  element,
  ...element.children.flatMap((below) => descendants(below)),
];
