import { bodies, type Damage, elements, splitBy } from "./damage.ts";

/** What can be wrong with a value, whatever it is. */
const wrongs: Readonly<Record<string, (name: string, content: string, element: string) => string>> =
  {
    comment: (name, content) => `<${name}>${splitBy(content, "<!-- x -->")}</${name}>`,
    "comment-before": (name, content) => `<${name}><!-- x -->${content}</${name}>`,
    "comment-after": (name, content) => `<${name}>${content}<!-- x --></${name}>`,
    cdata: (name, content) => `<${name}><![CDATA[${content}]]></${name}>`,
    "cdata-part": (name, content) =>
      `<${name}>${content.slice(0, 1)}<![CDATA[${content.slice(1)}]]></${name}>`,
    instruction: (name, content) => `<${name}>${splitBy(content, "<?x y?>")}</${name}>`,
    element: (name, content) => `<${name}>${splitBy(content, "<b/>")}</${name}>`,
    "element-around": (name, content) => `<${name}><Value>${content}</Value></${name}>`,
    twice: (_, __, element) => `${element}${element}`,
    "twice-otherwise": (name, _, element) => `${element}<${name}>other</${name}>`,
    prefix: (name, content) => `<x:${name} xmlns:x="urn:x">${content}</x:${name}>`,
    "first-lower": (name, content) => {
      const lower = `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`;
      return `<${lower}>${content}</${lower}>`;
    },
    upper: (name, content) => `<${name.toUpperCase()}>${content}</${name.toUpperCase()}>`,
    ampersand: (name, content) => `<${name}>${splitBy(content, "&")}</${name}>`,
    "less-than": (name, content) => `<${name}>${splitBy(content, "<")}</${name}>`,
    "unknown-entity": (name, content) => `<${name}>${splitBy(content, "&nbsp;")}</${name}>`,
    control: (name, content) => `<${name}>${splitBy(content, "\u0001")}</${name}>`,
    nil: (name) =>
      `<${name} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>`,
    // What follows is as good as what AWS sends.
    attribute: (name, content) => `<${name} x="y">${content}</${name}>`,
    "numeric-reference": (name, content) =>
      `<${name}>${content.replace(/^[a-z]/, (letter) => `&#${letter.charCodeAt(0)};`)}</${name}>`,
    "hexadecimal-reference": (name, content) =>
      `<${name}>${content.replace(/^[a-z]/, (letter) => `&#x${letter.charCodeAt(0).toString(16)};`)}</${name}>`,
  };

const damagesOf = (name: string, wanted = Object.keys(wrongs)): readonly Damage[] =>
  Object.entries(wrongs)
    .filter(([wrong]) => wanted.includes(wrong))
    .map(([wrong, write]) =>
      bodies("success", `${name}/${wrong}`, (body) =>
        elements(body, name, (content, element) => write(name, content, element)),
      ),
    );

/** What can stand in place of the digits of an integer. */
const integers: Readonly<Record<string, (digits: string) => string>> = {
  float: (digits) => `${digits}.0`,
  spaces: (digits) => ` ${digits} `,
  "line-breaks": (digits) => `\n      ${digits}\n    `,
  empty: () => "",
  word: () => "one",
  null: () => "null",
  nan: () => "NaN",
  huge: () => "99999999999",
  exponent: (digits) => `${digits}e0`,
  hexadecimal: (digits) => `0x${digits}`,
  boolean: () => "true",
  plus: (digits) => `+${digits}`,
  zeros: (digits) => `0${digits}`,
  comma: (digits) => `${digits},0`,
  underscore: (digits) => `${digits}_0`,
};

export const valueDamages: readonly Damage[] = [
  ...["UserId", "AccessString"].flatMap((name) => damagesOf(name)),
  ...damagesOf(
    "ARN",
    Object.keys(wrongs).filter((wrong) => wrong !== "upper"),
  ),
  ...["UserName", "Status", "Engine", "MinimumEngineVersion", "UserGroupId", "Key"].flatMap(
    (name) => damagesOf(name, ["comment", "cdata", "element", "twice", "prefix", "first-lower"]),
  ),
  ...["PasswordCount"].flatMap((name) =>
    damagesOf(name, ["comment", "cdata", "twice", "prefix", "first-lower", "nil", "attribute"]),
  ),
  ...Object.entries(integers).map(([wrong, write]) =>
    bodies("success", `PasswordCount/${wrong}`, (body) =>
      elements(
        body,
        "PasswordCount",
        (digits) => `<PasswordCount>${write(digits)}</PasswordCount>`,
      ),
    ),
  ),
  bodies("success", "Type/twice", (body) =>
    elements(body, "Type", (_, element) => `${element}${element}`),
  ),
  bodies("success", "Type/cdata", (body) =>
    elements(body, "Type", (content) => `<Type><![CDATA[${content}]]></Type>`),
  ),
  bodies("success", "Type/first-lower", (body) =>
    elements(body, "Type", (content) => `<type>${content}</type>`),
  ),
];
