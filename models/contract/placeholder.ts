/**
 * Text in requests that stands for something which is known only when it is sent. All of it is written and read here: secrets
 * `{{a:16}}`, ARNs `{{arn:user:u-0}}`, markers `{{marker}}`, and turns `#`.
 */

/** Sixteen characters that nobody knows: `{{a:16}}`. The label tells one secret from another of the same length. */
export interface Secret {
  readonly label: string;
  readonly length: number;
}

export const secret = (length: number, label = "a"): string => `{{${label}:${length}}}`;

const aSecret = /\{\{(?<label>[a-z]+):(?<length>\d{1,4})\}\}/g;

/** A text in parts: what stands there, and secrets. */
export function partsOf(text: string): readonly (string | Secret)[] {
  const parts: (string | Secret)[] = [];
  let end = 0;
  for (const match of text.matchAll(aSecret)) {
    if (match.index > end) parts.push(text.slice(end, match.index));
    parts.push({ label: match[1] ?? "", length: Number(match[2]) });
    end = match.index + match[0].length;
  }
  return end < text.length ? [...parts, text.slice(end)] : parts;
}

/** The secrets in a text, in their order. */
export const secretsOf = (text: string): readonly Secret[] =>
  text.includes("{{") ? partsOf(text).filter((part) => typeof part !== "string") : [];

/** The text with something in place of each secret. */
export const withSecretsAs = (text: string, put: (secret: Secret) => string): string =>
  text.includes("{{")
    ? partsOf(text)
        .map((part) => (typeof part === "string" ? part : put(part)))
        .join("")
    : text;

/** The kinds of things that have an ARN, in the words of ARNs (F044). */
export type ResourceKind = "user" | "usergroup";

/** The ARN of a user or a group, right or wrong in one part (F044, F185, F199, F360, F361), wherever it is sent to. */
export const arnForms = [
  "arn",
  "arn-with-slash",
  "arn-of-other-partition",
  "arn-of-other-region",
  "arn-of-other-account",
  "arn-of-other-type",
  "arn-of-other-service",
] as const;

export type ArnForm = (typeof arnForms)[number];

export interface Arn {
  readonly form: ArnForm;
  readonly kind: ResourceKind;
  /** As it is written: of any case. */
  readonly id: string;
}

/** The ARN of a resource, whatever the account and the region: the right one unless said. */
export const arnOf = (kind: ResourceKind, id: string, form: ArnForm = "arn"): string =>
  `{{${form}:${kind}:${id}}}`;

/** The ARN that a text stands for; nothing where it stands for none. */
export function arnIn(text: string | undefined): Arn | undefined {
  const match = /^\{\{(arn[a-z-]*):(user|usergroup):([^}]+)\}\}$/.exec(text ?? "");
  const form = arnForms.find((known) => known === match?.[1]);
  return form === undefined
    ? undefined
    : { form, kind: match?.[2] === "user" ? "user" : "usergroup", id: match?.[3] ?? "" };
}

/** Markers: of the next page of the same list, half of it, and that of the list of groups. */
export const markers = {
  next: "{{marker}}",
  half: "{{half a marker}}",
  ofGroups: "{{marker of groups}}",
} as const;

/** True of a text that stands for a marker, or for anything else that is known only when it is sent. */
export const isPlaceholder = (text: string | undefined): boolean => text?.startsWith("{{") === true;

/** In the ids of a command that is sent many times: the number of the turn, from nought. */
const turn = "#";

/** A text with the number of the turn put in, or with whatever stands for it elsewhere. */
export const inTurn = (text: string, number: string): string => text.replaceAll(turn, number);
