import type * as fc from "fast-check";

import type { Conversation } from "../../models/contract/command.ts";
import { withTexts } from "../../models/contract/texts.ts";
import { userIds, userNames } from "../../models/universe/universe.ts";
import { shuffled } from "./weighted-choice.ts";

/**
 * Names for the few users and groups of a conversation that are easily taken for one another: one a part of another, of the same
 * letters, apart by a digit or a hyphen, and users and groups of one id. All are plain identifiers, as long as ids may be for sure.
 */
const schemes: readonly { readonly u: readonly string[]; readonly g: readonly string[] }[] = [
  { u: ["ab", "abc", "abcd", "b"], g: ["ab", "abc"] },
  { u: ["ab", "ba", "aab", "aba"], g: ["ba", "ab"] },
  { u: ["u0", "u-0", "u00", "u-0-0"], g: ["u0", "u-0"] },
  { u: ["b1", "b10", "b-1", "b11"], g: ["b-10", "b-1"] },
  { u: ["user", "users", "user-group", "usergroup"], g: ["user", "group"] },
];

/** A conversation, two times of three with such names in it, dealt out anew each time. */
export function renamed(conversation: Conversation, mrng: fc.Random): Conversation {
  const scheme = schemes[mrng.nextInt(0, schemes.length + schemes.length / 2)];
  if (scheme === undefined) return conversation;
  const ids = { u: shuffled(scheme.u, mrng), g: shuffled(scheme.g, mrng) };
  const change = (text: string): string =>
    text.replaceAll(
      /(?<![\w-])([ug])-([0-3])(?=z?(?![\w-]))/gi,
      (id: string, kind: string, at: string) => {
        const name = ids[kind.toLowerCase() === "u" ? "u" : "g"][Number(at)] ?? id;
        return id === id.toLowerCase() ? name : name.toUpperCase();
      },
    );
  return conversation.map((command) => withTexts(command, change, ["operation", "region"]));
}

/** A conversation, one time of four with users that are called what others have for an id. */
export function calledLikeIds(conversation: Conversation, mrng: fc.Random): Conversation {
  if (mrng.nextInt(1, 4) > 1) return conversation;
  const names = new Map<string, string>(
    userNames.map((name, at) => [name, userIds[(at + 1) % userIds.length] ?? name]),
  );
  return conversation.map((command) => withTexts(command, (text) => names.get(text) ?? text));
}
