import { deflateRawSync, inflateRawSync } from "node:zlib";

import * as z from "zod";

import { type Kind, kinds } from "../models/contract/site.ts";
import { commandSchema, type StoredCommand } from "./stored.ts";

/** What a token says: a story, and the rule that it breaks. */
export interface StoredStory {
  readonly rule: string;
  readonly commands: readonly StoredCommand[];
  /** What kind of target it was found at, where that is known. */
  readonly at?: Kind | undefined;
}

const prefix = "ec1.";

/** Text that stories are made of, the most frequent last: it need not be in the token. Part of the format, never changed. */
const dictionary = Buffer.from(
  '"Filters":[{"Name":"UserId","Values":["MaxRecords":"Marker":"Tags":[{"Key":"Value":"on ~app:* -@all +@readoff ~* -@allmodify-user/delete-user/wire/access-string"AppendAccessString":"valkey","Type":"no-password-required"iam","until":"settled"listed"}"DeleteUser","input":{"UserId":"u-1"}},"ModifyUser","AuthenticationMode":{"Type":"password","Passwords":["{{a:16}}"]create-user/describe-users/[{"operation":"DescribeUsers","input":{}},{"operation":"CreateUser","input":{"UserId":"u-0","UserName":"ann","Engine":"redis","AccessString":"on ~* +@all","NoPasswordRequired":true}}]',
);

const storySchema = z.object({
  rule: z.string(),
  commands: z.array(commandSchema),
  at: z.enum(kinds).optional(),
});

/** A text that is no story, or one that cannot be told: says what is wrong with it, and with which command. */
export class BadStory extends Error {
  override readonly name = "BadStory";
}

/** The longest text that a token may unfold to, in bytes. */
const longestText = 1024 * 1024;
/** The most requests that a story may take. */
const mostRequests = 100_000;

/** Reads a story that may come from anywhere. Throws `BadStory`. */
export function storyFrom(data: unknown): StoredStory {
  const parsed = storySchema.safeParse(data);
  if (!parsed.success) throw new BadStory(problemOf(parsed.error.issues[0], data));
  const { rule, commands, at } = parsed.data;
  const requests = commands.reduce((sum, { times = 1 }) => sum + times, 0);
  if (requests > mostRequests)
    throw new BadStory(`it takes ${requests} requests, and stories take ${mostRequests} at most`);
  return { rule, commands, ...(at === undefined ? {} : { at }) };
}

/** What is wrong, in words: which command it is, by its number and its operation. */
function problemOf(
  issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined,
  data: unknown,
): string {
  if (issue === undefined) return "it is no story";
  const [part, index, ...below] = issue.path;
  if (part !== "commands" || typeof index !== "number") return `it is no story (${issue.message})`;
  const list = typeof data === "object" && data !== null && "commands" in data ? data.commands : [];
  const command: unknown = Array.isArray(list) ? list[index] : undefined;
  const operation =
    typeof command === "object" && command !== null && "operation" in command
      ? ` (${String(command.operation)})`
      : "";
  const where = below.length === 0 ? "" : ` at ${below.map(String).join(".")}`;
  return `its command ${index + 1}${operation} is none of the contract${where}: ${issue.message}`;
}

/** A story as one word: what `replay` takes. */
export function tokenOf({ rule, commands, at }: StoredStory): string {
  const text = JSON.stringify([rule, commands, ...(at === undefined ? [] : [at])]);
  return prefix + deflateRawSync(text, { level: 9, dictionary }).toString("base64url");
}

/** True of a text that claims to be a token of ours. */
export const isToken = (text: string): boolean => text.startsWith(prefix);

/** The story in a token. Throws `BadStory`. */
export function storedStory(token: string): StoredStory {
  if (!isToken(token)) throw new BadStory(`it does not begin with ${prefix}`);
  const [rule, commands, at]: readonly unknown[] = unfolded(token.slice(prefix.length));
  return storyFrom({ rule, commands, at });
}

function unfolded(folded: string): readonly unknown[] {
  try {
    const bytes = Buffer.from(folded, "base64url");
    const text = inflateRawSync(bytes, { dictionary, maxOutputLength: longestText }).toString();
    const data: unknown = JSON.parse(text);
    if (Array.isArray(data)) return data;
  } catch (error) {
    const isLong =
      error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    throw new BadStory(
      isLong ? `it unfolds to more than ${longestText} bytes` : "it is cut off, or was changed",
    );
  }
  throw new BadStory("it holds something else than a story");
}
