import { operationNames } from "../models/operations/index.ts";
import type { RuleId } from "../models/rule.ts";
import type { Target } from "../targets/target.ts";
import { metered } from "./meter.ts";
import { mixFor } from "./mix.ts";
import { patient } from "./patience.ts";
import { search } from "./search.ts";
import { shorten, type Shortened } from "./shorten.ts";

export interface Hunt {
  /** Requests sent until the rule was seen to be broken, or all of them. */
  readonly sent: number;
  /** Requests spent on making its story shorter. */
  readonly shrinkCommands: number;
  /** Its story; nothing where it was not found. */
  readonly shortened: Shortened | undefined;
}

const settleSeconds = 10;

/** No rule of CreateUser needs a user to be changed. */
const withoutModify = operationNames.filter((name) => name !== "ModifyUser");

/** Looks for one broken rule, and stops as soon as it has its shortest story. */
export async function hunt(
  target: Target,
  rule: RuleId,
  budget: { readonly seed: number; readonly commands: number; readonly shrinkCommands: number },
): Promise<Hunt> {
  const mix = mixFor(target, rule.startsWith("create-user/") ? withoutModify : operationNames);
  const meter = metered(budget.commands);
  try {
    const { stories } = await search(target, {
      seed: budget.seed,
      mix,
      meter,
      patience: patient(target, settleSeconds, 1),
      isWanted: (id) => id === rule,
      isEnough: (harvest) => harvest.stories.has(rule),
      onProgress: () => {},
    });
    const story = stories.get(rule);
    if (story === undefined) return { sent: meter.sent, shrinkCommands: 0, shortened: undefined };
    const shrinking = metered(budget.shrinkCommands);
    const patience = patient(target, settleSeconds, 1);
    const options = { mix, meter: shrinking, patience, lastPatience: patience };
    const shortened = await shorten(target, rule, story, options);
    return { sent: meter.sent, shrinkCommands: shrinking.sent, shortened };
  } finally {
    await target.close();
  }
}
