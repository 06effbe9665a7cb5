/**
 * Characters that terminals, editors and browsers act upon in place of showing them: controls, marks of direction and other
 * formats, what no character is assigned to, separators of lines, spaces that are not the one, fillers and selectors.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\p{DI}]|(?! )\p{Zs}/gu;

const names: ReadonlyMap<string, string> = new Map([
  ["\n", String.raw`\n`],
  ["\r", String.raw`\r`],
  ["\t", String.raw`\t`],
]);

const written = (character: string): string =>
  names.get(character) ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** A text that came from elsewhere as one line that shows each of its characters: nothing in it does anything to a terminal. */
export const visible = (text: string): string => text.replaceAll(hidden, written);

/** The same for every text in a value, names of members among them. */
export function visibleIn(value: unknown): unknown {
  if (typeof value === "string") return visible(value);
  if (Array.isArray(value)) return value.map((part) => visibleIn(part));
  return typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([name, part]) => [visible(name), visibleIn(part)]),
      )
    : value;
}

/** Lines of ours, in which texts from elsewhere may stand: all but what ends a line is made visible. */
export const visibleLines = (text: string): string =>
  text
    .split("\n")
    .map((line) => visible(line))
    .join("\n");

/** JSON as it is written down: it says the same, and holds no character that does anything where it is shown. */
export const visibleJson = (json: string): string =>
  json.replaceAll(hidden, (character) =>
    character === "\n"
      ? character
      : Array.from(
          { length: character.length },
          (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`,
        ).join(""),
  );

function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}

/** A text that came from elsewhere as Markdown code: whatever it holds, it stays text, in tables too. */
export function code(text: string): string {
  const shown = visible(text).replaceAll("|", String.raw`\|`);
  const fence = "`".repeat(longestRun(shown) + 1);
  return shown === "" ? "(nothing)" : `${fence} ${shown} ${fence}`;
}

/**
 * A text that came from elsewhere as Markdown prose: no mark in it means anything, nobody is called by it, and nothing in it becomes a
 * link. What means something only where a line begins is left alone elsewhere, so that the source can be read too.
 */
export const prose = (text: string): string =>
  visible(text)
    .replaceAll(/[\\`*_{}[\]()<>#|@~$^!&]/g, String.raw`\$&`)
    .replaceAll(/:(?=\/\/)|(?<=www)\./gi, String.raw`\$&`)
    .replace(
      /^(?<indent>\s*)(?<number>\d*)(?<mark>[-+=.)])/,
      String.raw`$<indent>$<number>\$<mark>`,
    );

/** Lines as a block of code, whatever they hold. */
export function block(language: string, lines: readonly string[]): readonly string[] {
  const shown = lines.map((line) => visible(line));
  const fence = "`".repeat(Math.max(3, longestRun(shown.join("\n")) + 1));
  return [`${fence}${language}`, ...shown, fence];
}

/** A text that is no longer than so many characters; where it was, its end is marked. */
export const shortened = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

/** Data as JSON that can be shown anywhere. */
export const shownJson = (value: unknown): string =>
  `${visibleJson(JSON.stringify(value, null, 2))}\n`;
