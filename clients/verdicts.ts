import { commandFrom, type Conversation } from "../models/contract/command.ts";
import type { Command } from "../models/contract/contract.ts";
import { arnOf } from "../models/contract/placeholder.ts";
import { allRules } from "../models/operations/index.ts";
import type { RuleId } from "../models/rules/rule.ts";
import { unmetered } from "../properties/run/meter.ts";
import { settleTimeoutFor } from "../properties/run/settle-timeout.ts";
import { talk } from "../properties/talk.ts";
import type { Damage } from "../targets/reference/damages/index.ts";
import { reference } from "../targets/reference/index.ts";
import { population, script } from "./script.ts";

/** The requests that clients say, as a conversation of the suite. */
const conversation: Conversation = [
  ...population,
  ...script.map(({ operation, input, mostPages }): Command => {
    const own = "ResourceName" in input ? { ResourceName: arnOf("user", "ann") } : input;
    const command = commandFrom({ operation, input: own });
    return mostPages === undefined ? command : Object.assign(command, { until: "listed" });
  }),
];

const musts: ReadonlySet<RuleId> = new Set(
  allRules.filter(({ level }) => level === "must").map(({ id }) => id),
);

export interface Broken {
  readonly must: readonly RuleId[];
  readonly should: readonly RuleId[];
}

/** The rules that the suite finds broken where the clients' own conversation is answered with a damage. */
export async function brokenBy({ fault }: Damage): Promise<Broken> {
  const target = reference({
    fault,
    windows: { creating: 0, modifying: 0, deleting: 0, tagLock: 0 },
  });
  try {
    const { failures } = await talk(
      target,
      conversation,
      unmetered,
      settleTimeoutFor(target, 60, 1),
    );
    const rules = [...new Set(failures.map(({ violation }) => violation.rule))];
    return {
      must: rules.filter((id) => musts.has(id)),
      should: rules.filter((id) => !musts.has(id)),
    };
  } finally {
    await target.close();
  }
}
