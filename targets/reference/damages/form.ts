import { bodies, type Damage, elements } from "./damage.ts";

const named = (body: string, from: string, to: string): string =>
  body.replaceAll(new RegExp(`(</?)${from}(?=[\\s/>])`, "g"), `$1${to}`);

/** What can be wrong with the elements of a list. */
function damagesOf(list: string, item: string): readonly Damage[] {
  const items = (body: string, name: string, write = (content: string) => content): string =>
    elements(body, list, (content) => `<${list}>${write(named(content, item, name))}</${list}>`);
  const inner = list === "Users" || list === "UserGroups" ? nested : plain;
  const to = (name: string, write: (body: string) => string): Damage =>
    bodies("success", `${list}/${name}`, write);
  return [
    to("item", (body) => inner(body, list, item, "item")),
    to("entry", (body) => inner(body, list, item, "entry")),
    to("upper", (body) => inner(body, list, item, item.toUpperCase())),
    to("absent", (body) => elements(body, list, (content, all) => (content === "" ? "" : all))),
    to("doubled", (body) => elements(body, list, (_, all) => `${all}<${list}/>`)),
    to("first-lower", (body) => named(body, list, `${list[0]?.toLowerCase()}${list.slice(1)}`)),
    to("prefixed-items", (body) =>
      items(named(body, item, item), `x:${item}`).replaceAll(
        `<${list}>`,
        `<${list} xmlns:x="urn:x">`,
      ),
    ),
    // What follows is as good as what AWS sends.
    to("open", (body) => body.replaceAll(`<${list}/>`, `<${list}></${list}>`)),
    to("spaced", (body) => body.replaceAll(`<${list}/>`, `<${list}>\n    </${list}>`)),
    to("comments", (body) => body.replaceAll(`<${list}>`, `<${list}><!-- x -->`)),
  ];
}

const plain = (body: string, list: string, item: string, to: string): string =>
  elements(body, list, (content) => `<${list}>${named(content, item, to)}</${list}>`);

/** Only the items of this list, not those of lists in them: they are the outermost. */
const nested = (body: string, list: string, item: string, to: string): string =>
  elements(body, list, (content) => {
    let depth = 0;
    const renamed = content.replaceAll(new RegExp(`<(/?)${item}>`, "g"), (_, slash: string) => {
      if (slash !== "") depth -= 1;
      const name = depth === 0 ? to : item;
      if (slash === "") depth += 1;
      return `<${slash}${name}>`;
    });
    return `<${list}>${renamed}</${list}>`;
  });

/** Each member of a write's result in an element of its own, as some services answer. */
const wrapped = (body: string, operation: string, wrapper: string): string =>
  /^(?:Create|Modify|Delete)/.test(operation)
    ? elements(
        body,
        `${operation}Result`,
        (content) => `<${operation}Result><${wrapper}>${content}</${wrapper}></${operation}Result>`,
      )
    : body;

const metadata = /\s*<ResponseMetadata>[\s\S]*<\/ResponseMetadata>/;

const around: readonly Damage[] = [
  bodies("success", "form/no-namespace", (body) => body.replace(/ xmlns="[^"]*"/, "")),
  bodies("success", "form/other-namespace", (body) =>
    body.replace(/xmlns="[^"]*"/, 'xmlns="urn:other"'),
  ),
  bodies("success", "form/namespace-without-slash", (body) => body.replace('/" ', '" ')),
  bodies("success", "form/prefixes", (body) =>
    body.replaceAll(/<(\/?)(\w)/g, "<$1a:$2").replace("xmlns=", "xmlns:a="),
  ),
  bodies("success", "form/no-result", (body, operation) =>
    body.replaceAll(new RegExp(`</?${operation}Result/?>`, "g"), ""),
  ),
  bodies("success", "form/result-of-another-name", (body, operation) =>
    named(body, `${operation}Result`, "Result"),
  ),
  bodies("success", "form/result-in-lower-case", (body, operation) =>
    named(body, `${operation}Result`, `${operation[0]?.toLowerCase()}${operation.slice(1)}Result`),
  ),
  bodies("success", "form/root-of-another-name", (body, operation) =>
    named(body, `${operation}Response`, "Response"),
  ),
  bodies("success", "form/root-is-the-result", (body, operation) =>
    named(
      named(body, `${operation}Result`, "gone").replaceAll(/<\/?gone\/?>/g, ""),
      `${operation}Response`,
      `${operation}Result`,
    ),
  ),
  bodies("success", "form/metadata-first", (body, operation) =>
    body
      .replace(metadata, "")
      .replace(
        new RegExp(`<${operation}Result`),
        `${metadata.exec(body)?.[0] ?? ""}<${operation}Result`,
      ),
  ),
  bodies("success", "form/element-first", (body, operation) =>
    body.replace(`<${operation}Result`, `<Extra>x</Extra><${operation}Result`),
  ),
  bodies("success", "form/request-id-twice", (body) =>
    body.replace(/<RequestId>[^<]*<\/RequestId>/, (found) => `${found}${found}`),
  ),
  bodies("success", "form/metadata-twice", (body) =>
    body.replace(metadata, (found) => `${found}${found}`),
  ),
  bodies("success", "form/result-twice", (body, operation) =>
    elements(body, `${operation}Result`, (_, all) => `${all}${all}`),
  ),
  bodies("success", "form/empty-result-before", (body, operation) =>
    elements(body, `${operation}Result`, (_, all) => `<${operation}Result/>${all}`),
  ),
  bodies("success", "form/no-metadata", (body) => body.replace(metadata, "")),
  bodies("success", "form/no-request-id", (body) =>
    body.replace(/<RequestId>[^<]*<\/RequestId>/, ""),
  ),
  bodies("success", "form/request-id-at-the-top", (body) =>
    body.replaceAll(/<\/?ResponseMetadata>/g, ""),
  ),
  bodies("success", "form/user-element", (body, operation) => wrapped(body, operation, "User")),
  bodies("success", "form/group-element", (body, operation) =>
    operation.endsWith("UserGroup") ? wrapped(body, operation, "UserGroup") : body,
  ),
  bodies("success", "form/element-in-member", (body) =>
    body.replaceAll(
      /<member>(\s*<UserId>[\s\S]*?<\/ARN>\s*)<\/member>/g,
      (_, content: string) => `<member><User>${content}</User></member>`,
    ),
  ),
  bodies("success", "form/one-more-element", (body, operation) =>
    elements(
      body,
      `${operation}Result`,
      (content) => `<Outer><${operation}Result>${content}</${operation}Result></Outer>`,
    ),
  ),
  bodies("success", "form/authentication-flat", (body) =>
    body.replaceAll(/<\/?Authentication>/g, ""),
  ),
  bodies("success", "form/authentication-twice", (body) =>
    elements(body, "Authentication", (_, all) => `${all}${all}`),
  ),
  bodies("success", "form/authentication-in-lower-case", (body) =>
    named(body, "Authentication", "authentication"),
  ),
  bodies("success", "form/all-in-lower-case", (body) =>
    body.replaceAll(
      /(<\/?)(UserId|UserName|Status|Engine|ARN|AccessString)(?=[>/])/g,
      (_, open: string, name: string) => `${open}${name[0]?.toLowerCase()}${name.slice(1)}`,
    ),
  ),
  bodies("success", "form/arn-in-mixed-case", (body) => named(body, "ARN", "Arn")),
  bodies("success", "form/unknown-member", (body) =>
    body.replaceAll("<UserName>", "<Colour>blue</Colour><UserName>"),
  ),
  bodies("success", "form/unknown-structure", (body) =>
    body.replaceAll("<UserName>", "<Colour><Hue>1</Hue></Colour><UserName>"),
  ),
  // What follows is as good as what AWS sends.
  bodies("success", "form/one-line", (body) => body.replaceAll(/>\s+</g, "><")),
  bodies("success", "form/tabs", (body) => body.replaceAll("  ", "\t")),
  bodies("success", "form/carriage-returns", (body) => body.replaceAll("\n", "\r\n")),
  bodies("success", "form/comment-between", (body) =>
    body.replaceAll("<UserName>", "<!-- x --><UserName>"),
  ),
  bodies("success", "form/instruction-between", (body) =>
    body.replaceAll("<UserName>", "<?x y?><UserName>"),
  ),
  bodies("success", "form/another-order", (body) =>
    body.replaceAll(/(<UserId>[^<]*<\/UserId>)(\s*)(<UserName>[^<]*<\/UserName>)/g, "$3$2$1"),
  ),
];

export const formDamages: readonly Damage[] = [
  ...damagesOf("Users", "member"),
  ...damagesOf("UserGroups", "member"),
  ...damagesOf("UserGroupIds", "member"),
  ...damagesOf("UserIds", "member"),
  ...damagesOf("TagList", "Tag"),
  bodies("success", "UserIds/flat", (body) =>
    elements(body, "UserIds", (content) => content.replaceAll(/<(\/?)member>/g, "<$1UserIds>")),
  ),
  bodies("success", "TagList/flat", (body) =>
    elements(body, "TagList", (content) => content.replaceAll(/<(\/?)Tag>/g, "<$1TagList>")),
  ),
  bodies("success", "TagList/member", (body) =>
    elements(body, "TagList", (content) => `<TagList>${named(content, "Tag", "member")}</TagList>`),
  ),
  ...around,
];
