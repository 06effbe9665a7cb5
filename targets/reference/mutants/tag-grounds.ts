import type { OperationName, Tag, AnyInput } from "../../../models/contract/contract.ts";
import { refuses, without } from "../faults.ts";
import { type Mutant, mutant } from "./mutant.ts";

const some = ({ Tags = [] }: AnyInput, fits: (tag: Tag) => boolean): boolean =>
  Tags.some((tag) => fits(tag));

/** Faults in what tags an operation takes, by the claims of `models/rules/tags.ts`; all stories are of one length. */
export const tagMutants = (
  operation: OperationName,
  prefix: string,
  story: number,
): readonly Mutant[] => [
  mutant(`${prefix}/tag-without-key`, story, without(operation, "tags have keys")),
  mutant(`${prefix}/tag-key-too-long`, story, without(operation, "length of tag keys")),
  mutant(`${prefix}/tag-value-too-long`, story, without(operation, "length of tag values")),
  mutant(`${prefix}/tag-key-reserved`, story, without(operation, "reserved tag keys")),
  mutant(`${prefix}/too-many-tags`, story, without(operation, "number of tags")),
  mutant(
    `${prefix}/accepts-tag-without-value`,
    story,
    refuses(operation, (input) => some(input, ({ Value }) => Value === undefined)),
  ),
  mutant(
    `${prefix}/accepts-any-character-in-tags`,
    story,
    refuses(operation, (input) => some(input, ({ Key = "" }) => /[^\w .:/=+@-]/.test(Key))),
  ),
  mutant(
    `${prefix}/accepts-tags-at-the-limit`,
    story,
    refuses(operation, (input) =>
      some(input, ({ Key = "", Value = "" }) => Key.length === 128 || Value.length === 256),
    ),
  ),
];
