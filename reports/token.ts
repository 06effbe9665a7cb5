import { deflateRawSync, inflateRawSync } from "node:zlib";

import * as z from "zod";

import { commandSchema, type StoredCommand } from "./report.ts";

/** What a token says: a story, and the rule that it breaks. */
export interface Story {
  readonly rule: string;
  readonly commands: readonly StoredCommand[];
}

const prefix = "ec1.";

/** Text that stories are made of, the most frequent last: it need not be in the token. Part of the format, never changed. */
const dictionary = Buffer.from(
  '"Filters":[{"Name":"UserId","Values":["MaxRecords":"Marker":"Tags":[{"Key":"Value":"on ~app:* -@all +@readoff ~* -@allmodify-user/delete-user/wire/access-string"AppendAccessString":"valkey","Type":"no-password-required"iam","until":"settled"listed"}"DeleteUser","input":{"UserId":"u-1"}},"ModifyUser","AuthenticationMode":{"Type":"password","Passwords":["{{a:16}}"]create-user/describe-users/[{"operation":"DescribeUsers","input":{}},{"operation":"CreateUser","input":{"UserId":"u-0","UserName":"ann","Engine":"redis","AccessString":"on ~* +@all","NoPasswordRequired":true}}]',
);

export const storySchema = z.object({ rule: z.string(), commands: z.array(commandSchema) });
const pairSchema = z.tuple([z.string(), z.array(commandSchema)]);

/** A story as one word: what `replay` takes. */
export function tokenOf({ rule, commands }: Story): string {
  const text = JSON.stringify([rule, commands]);
  return prefix + deflateRawSync(text, { level: 9, dictionary }).toString("base64url");
}

/** The story in a token; nothing where the text is no token of ours. */
export function storyOf(token: string): Story | undefined {
  if (!token.startsWith(prefix)) return undefined;
  try {
    const bytes = Buffer.from(token.slice(prefix.length), "base64url");
    const parsed = pairSchema.safeParse(
      JSON.parse(inflateRawSync(bytes, { dictionary }).toString()),
    );
    return parsed.success ? { rule: parsed.data[0], commands: parsed.data[1] } : undefined;
  } catch {
    return undefined;
  }
}
