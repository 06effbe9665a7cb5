import { holderOf, isMember, strangersIn } from "../contract/reading.ts";
import { child, type Element } from "../contract/xml.ts";
import { type Check, ensure, none } from "./check.ts";
import { observed, type Raw, type WireRule } from "./rule.ts";
import { clients } from "./sources.ts";
import {
  integersIn,
  listsIn,
  namedTwice,
  ofAccepted,
  rootOf,
  structuresIn,
  valuesIn,
} from "./wire-elements.ts";

/** The largest integer that the SDKs of Java, Go and Rust take. */
const largestInteger = 2 ** 31 - 1;

const isInteger = (text: string): boolean =>
  /^[+-]?\d+$/.test(text) && Math.abs(Number(text)) <= largestInteger;

/** The elements of an error whose text a client reads. */
const faultTexts = ({ fault }: Raw): readonly Element[] =>
  ["Code", "Message"].flatMap((name) => child(fault?.element, name) ?? []);

/** What stands in a value besides its text. */
const markupIn = ({ children, markup }: Element): readonly string[] => [
  ...markup,
  ...children.map(({ name }) => `an element ${name}`),
];

/** Names that stand once in their element, where one stands twice. */
function twiceIn(raw: Raw): readonly string[] {
  const root = rootOf(raw);
  const around =
    root === undefined
      ? []
      : namedTwice(root, (name) => /Result$|^ResponseMetadata$|^Error$/.test(name));
  const metadata = child(root, "ResponseMetadata");
  const ids = metadata === undefined ? [] : namedTwice(metadata, (name) => name === "RequestId");
  const faulty =
    raw.fault === undefined
      ? []
      : namedTwice(raw.fault.element, (name) => /^(?:Code|Message)$/.test(name));
  const members = structuresIn(raw).flatMap(({ element, shape }) =>
    namedTwice(holderOf(shape, element), (name) => Object.hasOwn(shape.members, name)),
  );
  return [...around, ...ids, ...faulty, ...members];
}

/** Members that stand there in other letters. */
const respelt = (raw: Raw): readonly string[] =>
  structuresIn(raw).flatMap(({ element, shape }) =>
    strangersIn(shape, holderOf(shape, element).children)
      .filter((one) => isMember(shape, one))
      .map(({ name }) => name),
  );

const ofAnswers =
  (check: (raw: Raw) => Check) =>
  (raw: Raw): Check =>
    raw.kind === "unreadable" || rootOf(raw) === undefined ? "silent" : check(raw);

/** The form that every official client reads: each departure was seen to lead one of them astray. */
export const wireFormRules: readonly WireRule[] = [
  {
    kind: "wire",
    id: "wire/encoding",
    of: "claims",
    level: "must",
    clause: observed(
      ["C007"],
      clients,
      "JavaScript 3.1127.0 throws at a byte order mark, Go at a declaration of another encoding, boto3, Go and Rust at other bytes",
    ),
    check: ({ wire, document }) => {
      if (wire.body.startsWith("\uFEFF"))
        return { expected: "UTF-8", actual: "a byte order mark before it" };
      if (wire.isUtf8 === false) return { expected: "UTF-8", actual: "bytes that are none" };
      const { encoding: named, version = "1.0" } =
        document.kind === "well-formed" ? document : { encoding: undefined };
      if (version !== "1.0") return { expected: "XML 1.0", actual: `XML ${version}` };
      return ensure(
        named === undefined || /^utf-8$/i.test(named),
        "UTF-8",
        `a declaration of ${named}`,
      );
    },
  },
  {
    kind: "wire",
    id: "wire/no-prefix",
    level: "must",
    clause: observed(
      ["C009"],
      clients,
      "JavaScript 3.1127.0 loses every field of an element with a prefix; 3.699.0 throws",
    ),
    check: ofAnswers((raw) =>
      none(
        "names without a prefix",
        raw.document.kind === "well-formed" ? raw.document.prefixed : [],
      ),
    ),
  },
  {
    kind: "wire",
    id: "wire/one-of-each",
    level: "must",
    clause: observed(
      ["C008"],
      clients,
      "JavaScript 3.1127.0 and the AWS CLI throw where a member stands twice",
    ),
    check: ofAnswers((raw) => none("each member once", twiceIn(raw))),
  },
  {
    kind: "wire",
    id: "wire/member-names",
    level: "must",
    clause: observed(
      ["C020"],
      clients,
      "All but Go lose a member whose name is in other letters, without an error",
    ),
    check: ofAccepted((raw) =>
      structuresIn(raw).length === 0 ? "silent" : none("names as AWS spells them", respelt(raw)),
    ),
  },
  {
    kind: "wire",
    id: "wire/plain-text",
    level: "must",
    clause: observed(
      ["C006"],
      clients,
      "Go throws at a comment in a value, Java and Rust keep a part of it; Rust reads nothing of a CDATA section",
    ),
    check: ofAnswers((raw) => {
      const values = [...valuesIn(raw).map(({ element }) => element), ...faultTexts(raw)];
      return values.length === 0
        ? "silent"
        : none(
            "nothing but text in a value",
            values.flatMap((element) => markupIn(element)),
          );
    }),
  },
  {
    kind: "wire",
    id: "wire/integer",
    level: "must",
    clause: observed(
      ["C004"],
      clients,
      "boto3, Go, Java and Rust throw at 2.0, at nothing and at what is no number; Go, Java and Rust at white space and at more than 2147483647",
    ),
    check: ofAccepted((raw) => {
      const texts = integersIn(raw).map(({ element }) => element.text);
      return texts.length === 0
        ? "silent"
        : none(
            "an integer of at most 2147483647",
            texts.filter((text) => !isInteger(text)),
          );
    }),
  },
  {
    kind: "wire",
    id: "wire/list-members",
    level: "must",
    clause: observed(
      ["F004", "C019"],
      `hashicorp/terraform-provider-aws#28688, debug log; ${clients}`,
      "<UserIds><member>default</member></UserIds>",
    ),
    check: ofAccepted((raw) => itemsAre("member", raw)),
  },
  {
    kind: "wire",
    id: "wire/tag-members",
    level: "must",
    clause: observed(
      ["C019"],
      clients,
      "JavaScript 3.1127.0 and Rust read no tag that is not called Tag",
    ),
    check: ofAccepted((raw) => itemsAre("Tag", raw)),
  },
  {
    kind: "wire",
    id: "wire/marker",
    level: "must",
    clause: observed(
      ["C011"],
      clients,
      "JavaScript, Go and Java read pages without end by a blank marker or null, boto3 and the AWS CLI by None",
    ),
    check: ofAccepted(({ places }) => {
      const markers = places.filter(({ name }) => name === "Marker");
      return markers.length === 0
        ? "silent"
        : none(
            "a marker that is one, or none",
            markers
              .map(({ element }) => element.text)
              .filter((text) => /^\s+$|^(?:null|none)$/i.test(text)),
          );
    }),
  },
];

/** The lists whose items have this name; silent where none has an item. */
function itemsAre(item: "member" | "Tag", raw: Raw): Check {
  const lists = listsIn(raw).filter(({ shape }) => shape.item === item);
  const names = lists.flatMap(({ element }) => [
    ...element.children.map(({ name }) => name),
    ...(element.text.trim() === "" ? [] : ["text alone"]),
  ]);
  return names.length === 0
    ? "silent"
    : none(
        item,
        names.filter((name) => name !== item),
      );
}
