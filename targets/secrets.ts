import { createHash, randomBytes } from "node:crypto";

import { secret as placeholderFor, withSecretsAs } from "../models/contract/placeholder.ts";
import { withTexts } from "../models/contract/texts.ts";

const seed = randomBytes(16).toString("hex");
const marker = "ecsecret";

const revealed = new Map<string, string>();
/** Every part of so many characters of a secret, in each form that it may come back in, in lower case. */
const parts = new Map<string, string>();
/** Long enough to hold two characters beyond the marker, so that it is no accident. */
const partLength = 10;

/** The secret characters that a placeholder stands for: new in each process, never written anywhere. */
function reveal(placeholder: string, length: number): string {
  const known = revealed.get(placeholder);
  if (known !== undefined) return known;
  let text = marker;
  for (let turn = 0; text.length < length; turn += 1)
    text += createHash("sha256").update(`${seed}${placeholder}${turn}`).digest("hex");
  const secret = text.slice(0, length);
  revealed.set(placeholder, secret);
  seen.clear();
  for (const form of formsOf(secret))
    for (let at = 0; at + partLength <= form.length; at += 1)
      parts.set(form.slice(at, at + partLength), placeholder);
  return secret;
}

/** Every secret that was put into a request of this process. */
export const revealedSecrets = (): Iterable<string> => revealed.values();

/** Plain, in hexadecimal digits, and in base64 at each of the three places where it may begin in a longer text. */
function formsOf(secret: string): readonly string[] {
  const base64 = ["", ".", ".."].map((before) => {
    const text = Buffer.from(before + secret).toString("base64");
    // The first and the last characters depend on what stands beside the secret.
    return text.slice(before === "" ? 0 : before.length + 1).replace(/.=*$/, "");
  });
  const forms = [secret, Buffer.from(secret).toString("hex"), ...base64];
  return forms.map((form) => form.toLowerCase());
}

/** A copy of a value with the secrets put in, in every text. */
export const withSecrets = <T>(value: T): T =>
  withTexts(value, (text) =>
    withSecretsAs(text, ({ label, length }) => reveal(placeholderFor(length, label), length)),
  );

const escaped =
  /&#x(?<xml>[0-9a-f]+);|&#(?<decimal>\d+);|%(?<url>[0-9a-f]{2})|\\u(?<json>[0-9a-f]{4})/iy;
/** Letters and digits without a break, as they are or escaped for XML, URLs or JSON. */
const runs = /(?:[0-9a-z]|&#x?[0-9a-f]{1,12};|%[0-9a-f]{2}|\\u[0-9a-f]{4}){10,}/gi;

/** Runs as they were last masked: names of elements and the like come back all the time. */
const seen = new Map<string, string>();
const mostSeen = 10_000;

/** Takes every secret of ours out of a text that came back: whole or in part, in upper or lower case, plain or encoded. */
export function withoutSecrets(text: string): string {
  if (parts.size === 0) return text;
  return text.replaceAll(runs, (run) => {
    const known = seen.get(run);
    if (known !== undefined) return known;
    if (seen.size >= mostSeen) seen.clear();
    const clean = masked(run);
    seen.set(run, clean);
    return clean;
  });
}

/** A run of characters in which each stretch that comes from a secret is replaced by its placeholder. */
function masked(run: string): string {
  const { plain, starts } = decoded(run);
  const startOf = (at: number): number => (starts === undefined ? at : (starts[at] ?? run.length));
  let clean = "";
  let copied = 0;
  for (let at = 0; at + partLength <= plain.length; at += 1) {
    const first = parts.get(plain.slice(at, at + partLength));
    if (first === undefined) continue;
    const votes = new Map<string, number>();
    let end = at;
    for (; end + partLength <= plain.length; end += 1) {
      const placeholder = parts.get(plain.slice(end, end + partLength));
      if (placeholder === undefined) break;
      votes.set(placeholder, (votes.get(placeholder) ?? 0) + 1);
    }
    // Secrets begin alike: the one that most parts come from is the one that was sent.
    const [[placeholder] = [first]] = [...votes].toSorted(([, a], [, b]) => b - a);
    clean += run.slice(copied, startOf(at)) + placeholder;
    at = end + partLength - 2;
    copied = startOf(at + 1);
  }
  return clean + run.slice(copied);
}

/** The run in lower case without escapes, and where each of its characters begins in the run: as counted, unless said. */
function decoded(run: string): {
  readonly plain: string;
  readonly starts: readonly number[] | undefined;
} {
  if (!/[&%\\]/.test(run)) return { plain: run.toLowerCase(), starts: undefined };
  const starts: number[] = [];
  let plain = "";
  for (let at = 0; at < run.length;) {
    starts.push(at);
    escaped.lastIndex = at;
    const found = escaped.exec(run);
    const { xml, decimal, url, json } = found?.groups ?? {};
    const hexadecimal = xml ?? url ?? json;
    const code =
      hexadecimal === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hexadecimal, 16);
    plain += Number.isNaN(code) || code > 0xffff ? run.charAt(at) : String.fromCharCode(code);
    at += found === null ? 1 : found[0].length;
  }
  return { plain: plain.toLowerCase(), starts };
}
