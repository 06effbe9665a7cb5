import { expect, it } from "vitest";

import type { Conversation } from "../../models/contract/command.ts";
import { operationNames } from "../../models/contract/requests.ts";
import { reference } from "../../targets/reference/index.ts";
import { withFirstNames } from "../shrink/passes/names.ts";
import { draws } from "./draws.ts";
import { generatorOptionsFor } from "./generator-options.ts";
import { ConversationGenerator } from "./generator.ts";
import { renamed } from "./names.ts";

/** Where users and groups have one id, that stays one, and nothing takes it back: nor where the ARN of a user has that of a group. */
const isOfUsers = (conversation: Conversation): boolean =>
  !/usergroup|:g-\d/i.test(JSON.stringify(conversation));

/** Without what users are called: others may have it for an id, or nobody. */
const nameless = (conversation: Conversation) =>
  conversation.map(({ input, ...command }) => ({ ...command, input: { ...input, UserName: "" } }));

it("gives names that are told apart, and that shrinking takes back", () => {
  const generator = new ConversationGenerator(
    generatorOptionsFor(reference(), operationNames),
    true,
  );
  const pairs = draws(5)
    .take(200)
    .map(({ random, bias }) => {
      const conversation = generator.next(random, bias);
      return { conversation, other: renamed(conversation, random) };
    })
    .filter(({ conversation }) => isOfUsers(conversation))
    .toArray();
  expect(pairs.length).toBeGreaterThan(50);
  for (const { conversation, other } of pairs)
    expect(nameless(withFirstNames(other))).toEqual(nameless(withFirstNames(conversation)));
});
