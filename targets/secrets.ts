import { createHash, randomBytes } from "node:crypto";

const seed = randomBytes(16).toString("hex");
const marker = "ecsecret";

const revealed = new Map<string, string>();
const concealed: (readonly [text: string, placeholder: string])[] = [];

/** The secret characters that a placeholder stands for: new in each process, never written anywhere. */
function reveal(placeholder: string, length: number): string {
  const known = revealed.get(placeholder);
  if (known !== undefined) return known;
  let text = marker;
  for (let turn = 0; text.length < length; turn += 1)
    text += createHash("sha256").update(`${seed}${placeholder}${turn}`).digest("hex");
  const secret = text.slice(0, length);
  revealed.set(placeholder, secret);
  for (const form of [secret, Buffer.from(secret).toString("base64").replace(/=+$/, "")])
    concealed.push([form, placeholder]);
  concealed.sort(([a], [b]) => b.length - a.length);
  return secret;
}

const placeholders = /\{\{[a-z]+:(\d+)\}\}/g;

/** Puts the secrets in, in every text of a value. */
export function withSecrets(value: unknown): unknown {
  if (typeof value === "string")
    return value.replaceAll(placeholders, (placeholder, length: string) =>
      reveal(placeholder, Number(length)),
    );
  if (Array.isArray(value)) return value.map((part) => withSecrets(part));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, withSecrets(part)]),
    );
  return value;
}

/** Takes every secret of ours out of a text that came back, plain or in base64. */
export function withoutSecrets(text: string): string {
  let clean = text;
  for (const [secret, placeholder] of concealed)
    if (clean.includes(secret)) clean = clean.replaceAll(secret, placeholder);
  return clean;
}
