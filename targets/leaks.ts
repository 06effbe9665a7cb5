import { revealedSecrets } from "./secrets.ts";

type Encoding = (text: string) => readonly string[];

const each =
  (write: (code: number) => string, between = ""): Encoding =>
  (text) => [Array.from(text, (letter) => write(letter.codePointAt(0) ?? 0)).join(between)];

const hex = (code: number, length = 2): string => code.toString(16).padStart(length, "0");

/** What stands beside a secret in a longer text shifts how it reads in an alphabet of five or six bits: each place it may begin at. */
const shifted =
  (write: (bytes: Buffer) => string, places: number, bits: number): Encoding =>
  (text) =>
    Array.from({ length: places }, (_, before) => {
      const written = write(Buffer.from("\0".repeat(before) + text)).replaceAll("=", "");
      // The first and the last characters depend on what stands beside the secret.
      const first = Math.ceil((before * 8) / bits);
      const last = Math.floor(((before + text.length) * 8) / bits);
      return written.slice(first, last);
    });

const base32Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/g) ?? [])
    .map((five) => base32Letters.charAt(Number.parseInt(five, 2)))
    .join("");
}

/** Digits beyond nine are letters, small or capital: once written otherwise again, that is not the same. */
const inBothCases = (write: (code: number) => string, between = ""): readonly Encoding[] => [
  each(write, between),
  each(
    (code) => write(code).replaceAll(/[0-9a-f]{2,}/g, (digits) => digits.toUpperCase()),
    between,
  ),
];

/**
 * How a text may be written otherwise. Only letters and digits are compared, whatever their case: what stands between them
 * (spaces, dashes, per cent signs, backslashes, quotes, tags) is no encoding of its own here, but where it is encoded again.
 */
const encodings: readonly Encoding[] = [
  (text) => [text],
  (text) => [text.toUpperCase()],
  (text) => [Array.from(text).toReversed().join("")],
  each((code) => String.fromCodePoint(code), " "),
  each((code) => String.fromCodePoint(code), "-"),
  each((code) => `&#${code};`),
  each((code) => `\\${code.toString(8)}`),
  ...inBothCases((code) => `%${hex(code)}`),
  ...inBothCases((code) => `&#x${hex(code)};`),
  ...inBothCases((code) => `\\u${hex(code, 4)}`),
  ...inBothCases((code) => `\\x${hex(code)}`),
  ...inBothCases((code) => hex(code)),
  ...inBothCases((code) => hex(code), " "),
  shifted((bytes) => base32(bytes), 5, 5),
  shifted((bytes) => base32(bytes).toLowerCase(), 5, 5),
  shifted((bytes) => bytes.toString("base64"), 3, 6),
];

/** Letters and digits in lower case, of whatever width. */
const bare = (text: string): string => lettersOf(text.normalize("NFKC"));

const lettersOf = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "");

/** So many characters at the end of a form lead to it. */
const anchorLength = 12;

/** By the last characters of each form: the forms that end so. */
const forms = new Map<string, Set<string>>();
const known = new Set<string>();

/** Each secret that was used, in every encoding, once or twice over. */
function learn(): void {
  for (const secret of revealedSecrets()) {
    if (known.has(secret) || secret.length < anchorLength) continue;
    known.add(secret);
    for (const first of encodings)
      for (const once of first(secret))
        for (const second of encodings)
          for (const twice of second(once)) remember(lettersOf(twice));
  }
}

function remember(form: string): void {
  if (form.length < anchorLength) return;
  const anchor = form.slice(-anchorLength);
  const ending = forms.get(anchor) ?? new Set();
  forms.set(anchor, ending.add(form));
}

/** True of a text in which a password that was used stands: as it is, or in one of the usual encodings, once or twice over. */
export function isLeaking(text: string): boolean {
  learn();
  if (forms.size === 0) return false;
  const plain = bare(text);
  for (let end = anchorLength; end <= plain.length; end += 1) {
    const ending = forms.get(plain.slice(end - anchorLength, end));
    if (ending === undefined) continue;
    for (const form of ending) if (plain.endsWith(form, end)) return true;
  }
  return false;
}

/** What stands in place of a text in which a password was found. */
const withheldText = "(withheld: a password of this run stood here, in some encoding)";

/** A value without any text in which a password stands. */
export function withoutLeaks<T>(value: T): T;
export function withoutLeaks(value: unknown): unknown {
  if (typeof value === "string") return isLeaking(value) ? withheldText : value;
  if (Array.isArray(value)) return value.map((part: unknown) => withoutLeaks(part));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      isLeaking(name) ? withheldText : name,
      withoutLeaks(part),
    ]),
  );
}
