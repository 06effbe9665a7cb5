import type { Input, OperationName, Tag } from "../models/contract/contract.ts";

/** The tag by which what we make is known as ours: letters, digits, hyphens, and in its value colons and spaces. */
export interface Mark {
  readonly Key: string;
  readonly Value: string;
}

interface Said {
  readonly operation: OperationName;
  readonly input: Input<OperationName>;
}

/** How a mark goes out with what is made, and does not come back. */
export interface Marking {
  /** The tags for a command that makes something. */
  added(command: Said): { readonly Tags?: readonly Tag[] };
  /** True where nobody could say whose tag is the one too many. */
  isTooMuch(command: Said): boolean;
  /** A response without it. */
  taken(body: string): string;
  /** A result without it. */
  without(output: object): object;
}

/** The most tags that a resource may have (F193). */
const mostTags = 50;

const isMaking = ({ operation }: Said): boolean => operation.startsWith("Create");

export function marking({ Key, Value }: Mark): Marking {
  /** The most tags that each may have by what was sent. */
  const counts = new Map<string, number>();
  const element = new RegExp(
    `<Tag>\\s*<Key>${Key}</Key>\\s*<Value>[^<]*</Value>\\s*</Tag>\\s*`,
    "g",
  );
  return {
    added: (command) => (isMaking(command) ? { Tags: [...tagsIn(command), { Key, Value }] } : {}),
    isTooMuch(command) {
      const many = tagsIn(command).length;
      if (many === 0) return false;
      const whose = resourceIn(command);
      const count = (isMaking(command) ? 0 : (counts.get(whose) ?? 0)) + many;
      if (count >= mostTags) return true;
      counts.set(whose, count);
      return false;
    },
    taken: (body) => body.replaceAll(element, ""),
    without: (output) =>
      "TagList" in output && Array.isArray(output.TagList)
        ? { ...output, TagList: output.TagList.filter((tag: Tag) => tag.Key !== Key) }
        : output,
  };
}

const tagsIn = ({ input }: Said): readonly Tag[] => ("Tags" in input ? (input.Tags ?? []) : []);

/** Whose tags a command speaks of. */
function resourceIn({ input }: Said): string {
  if ("ResourceName" in input)
    return (/:([a-z]+:[^:}]+)\}\}$/.exec(input.ResourceName ?? "")?.[1] ?? "").toLowerCase();
  const named =
    "UserGroupId" in input
      ? `usergroup:${input.UserGroupId}`
      : `user:${"UserId" in input ? input.UserId : ""}`;
  return named.toLowerCase();
}
