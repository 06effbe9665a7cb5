import { operationNames } from "../models/contract/requests.ts";
import { allRules } from "../models/operations/index.ts";
import type { Report } from "../reports/report.ts";
import { BadStory, storedStory } from "../reports/token.ts";
import { BadDeviations, type DeviationList, readDeviations } from "../targets/deviations/read.ts";
import type { Deviation, Target } from "../targets/target.ts";
import { Misuse } from "./failure.ts";
import { nearest } from "./nearest.ts";

/** The deviations in a file; none where there is no file. Throws `Misuse`. */
export const deviationsFrom = async (path: string | undefined): Promise<Target["deviations"]> =>
  path === undefined ? [] : (await listIn(path)).deviations;

/** Why an entry cannot be used: its rule is none, or its story. */
function objectionTo({ rule, story }: Deviation): string | undefined {
  if (rule !== undefined && !allRules.some(({ id }) => id === rule))
    return `there is no such rule${nearest(
      rule,
      allRules.map(({ id }) => id),
    )}`;
  if (story === undefined) return undefined;
  try {
    const told = storedStory(story);
    return told.rule === rule ? undefined : `its story is about ${told.rule}`;
  } catch (error) {
    if (error instanceof BadStory) return `its story cannot be told: ${error.message}`;
    throw error;
  }
}

/** Looks whether what a client says of its own design can be held against its rules. Throws `Misuse`. */
export function mustBeRules(client: string, deviations: readonly Deviation[]): void {
  for (const deviation of deviations) {
    const why = objectionTo(deviation);
    if (why !== undefined)
      throw new Misuse(`${client} says of ${deviation.rule} that it is by design: ${why}`);
  }
}

/** A list of deviations. Throws `Misuse`. */
export async function listIn(path: string): Promise<DeviationList> {
  try {
    return await readDeviations(path, objectionTo);
  } catch (error) {
    throw error instanceof BadDeviations ? new Misuse(error.message) : error;
  }
}

/** The reason of an entry that nobody has looked at yet. */
const todo = "TODO";

/**
 * The list that goes with a run, by its defects: what is broken, with its story, under the reasons that are known; what was not tried in it stays as
 * it was, and what is stale goes.
 */
export function renewed(known: DeviationList | undefined, report: Report): DeviationList {
  const before = new Map(known?.deviations.map((one) => [one.rule ?? one.operation, one]));
  const rules = report.rules.flatMap(({ id, outcome, defect, counterexample }): Deviation[] => {
    const [rule] = allRules.filter((one) => one.id === id).map((one) => one.id);
    const old = before.get(rule);
    if (rule === undefined || outcome === "stale") return [];
    if (outcome !== "broken" && old === undefined) return [];
    const story = counterexample?.token ?? old?.story;
    return [
      {
        rule,
        because: todo,
        ...old,
        ...(defect === undefined ? {} : { defect }),
        ...(story === undefined ? {} : { story }),
      },
    ];
  });
  const order = (report.defects ?? []).map(({ id }) => id);
  const placeOf = ({ defect = "" }: Deviation): number =>
    order.includes(defect) ? order.indexOf(defect) : order.length;
  const elsewhere = (known?.deviations ?? []).filter(
    ({ rule }) => rule !== undefined && !report.rules.some(({ id }) => id === rule),
  );
  const absent = operationNames.flatMap((operation): Deviation[] => {
    const old = before.get(operation);
    const support = report.operations[operation];
    if (support === "unsupported") return [old ?? { operation, because: todo }];
    // What was not answered, or not allowed, is neither there nor not there.
    return old === undefined || support === "supported" ? [] : [old];
  });
  const { name, version = known?.version } = report.target;
  return {
    target: known?.target ?? name,
    ...(version === undefined ? {} : { version }),
    deviations: [
      ...absent,
      ...rules.toSorted((one, other) => placeOf(one) - placeOf(other)),
      ...elsewhere,
    ],
  };
}
