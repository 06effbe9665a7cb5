import { expect, it } from "vitest";

import { operationNames } from "../../models/contract/requests.ts";
import { reference } from "../../targets/reference/index.ts";
import { withFirstNames } from "../shrink/passes/names.ts";
import { draws } from "./draws.ts";
import { generatorOptionsFor } from "./generator-options.ts";
import { ConversationGenerator } from "./generator.ts";
import { renamed } from "./names.ts";

it("gives names that are told apart, and that shrinking takes back", () => {
  const options = { ...generatorOptionsFor(reference(), operationNames), strength: 2 };
  const generator = new ConversationGenerator(options, true);
  let turn = 0;
  for (const { random, bias } of draws(5)) {
    turn += 1;
    if (turn > 200) break;
    const conversation = generator.next(random, bias);
    const other = renamed(conversation, random);
    expect(other).toHaveLength(conversation.length);
    // Where users and groups have one id, that stays one: all else is as it was.
    const isOfUsers = conversation.every(({ operation }) => !operation.includes("UserGroup"));
    if (isOfUsers) expect(withFirstNames(other)).toEqual(withFirstNames(conversation));
  }
});
