import type { AnyInput, Command, OperationName } from "../models/contract/contract.ts";
import { members } from "../models/contract/members.ts";
import {
  type Shape,
  type StringShape,
  structure,
  type StructureShape,
} from "../models/contract/shape.ts";
import { withTexts } from "../models/contract/texts.ts";
import { unsent } from "./loss.ts";
import { type Mark, marking } from "./ownership-tag.ts";
import { veiled, withoutStrangers } from "./redact.ts";
import type { Send } from "./target.ts";

/** The name of those users that every account needs, and may have many of. */
const isDefault = (name: string): boolean => /^default$/i.test(name);

/** Ids that belong to AWS: never ours, never renamed. */
const isReserved = (id: string): boolean => isDefault(id) || id.includes(".");

/**
 * Names of a session's own on a target that others use: each id gets a prefix on the way out and loses it on the way back.
 * What may leave at all is for the gate to say. An id that does not begin with a letter gets it as a suffix, so that it stays as wrong as it was.
 */
export function scoped(send: Send, prefix: string, mark?: Mark): Send {
  const suffix = `-${prefix.replace(/-$/, "")}`;
  const named = (id: string): string =>
    id.trim() === "" ? id : /^[a-z]/i.test(id) ? `${prefix}${id}` : `${id}${suffix}`;
  const affixes = new RegExp(`${prefix}|${suffix}(?![a-z0-9])`, "gi");
  const bare = (text: string): string => text.replaceAll(affixes, "");
  const marked = mark === undefined ? undefined : marking(mark);

  const outward = <K extends OperationName>(command: Command<K>): Command<K> => ({
    ...command,
    input: { ...command.input, ...renamed(command.input, named), ...marked?.added(command) },
  });

  /** Whoever has not the prefix is a stranger, but for those that every account has. */
  const isOurs = (id = ""): boolean => isReserved(id) || id.search(affixes) !== -1;

  return async (command) => {
    if (marked?.isTooMuch(command) === true)
      return unsent("with the tag by which it is known as ours it might have one tag too many");
    const answer = await send(outward(command));
    if (answer.kind === "lost" || answer.kind === "unsupported") return answer;
    const said = marked?.taken(answer.wire?.body ?? "") ?? answer.wire?.body ?? "";
    const wire =
      answer.wire === undefined
        ? {}
        : {
            wire: {
              ...answer.wire,
              body: bare(answer.kind === "accepted" ? veiled(said, answer.output, isOurs) : said),
            },
          };
    if (answer.kind === "refused") return { ...answer, ...wire, message: bare(answer.message) };
    const output = withoutStrangers(answer.output, isOurs);
    return {
      ...answer,
      ...wire,
      output: withTexts(marked?.without(output) ?? output, bare),
    };
  };
}

/** A request with other names in place of those that it holds, by the contract: what names nobody stays as it is. */
function renamed(input: AnyInput, named: (name: string) => string): object {
  const id = (text: string): string => (isReserved(text) ? text : named(text));
  const ways: { readonly [H in NonNullable<StringShape["holds"]>]: (text: string) => string } = {
    user: id,
    usergroup: id,
    // AWS asks of no name of a user that it be the only one; but who does so by mistake holds no stranger's against us.
    "user name": (text) => (isDefault(text) ? text : named(text)),
    cache: (text) => text,
    arn: (text) => text.replace(/(?<=:)[^:}]+(?=\}\}$)|^[\w-]+$/, id),
  };
  const within = (shape: Shape | undefined, value: unknown): unknown => {
    if (shape?.type === "string" && typeof value === "string")
      return shape.holds === undefined ? value : ways[shape.holds](value);
    if (shape?.type === "list" && Array.isArray(value))
      return value.map((one) => within(shape.of, one));
    if (shape?.type === "structure" && typeof value === "object" && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([name, one]) => [name, within(shape.members[name], one)]),
      );
    return value;
  };
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, within(request.members[name], value)]),
  );
}

const request: StructureShape = structure(members);
