import type { World } from "../../models/belief/state.ts";
import { stateOf } from "../../models/belief/state.ts";
import { classifierOf, type Combinations, meets } from "../../models/combinations/parameter.ts";
import type { AnyInput, Exchange, OperationName } from "../../models/contract/contract.ts";
import { arnIn } from "../../models/contract/placeholder.ts";
import { keyOf } from "../../models/contract/resource.ts";
import { model } from "../../models/model.ts";
import { groupIds, userIds } from "../../models/universe/universe.ts";
import { combinations, pairsIn, pairsOf } from "./covering.ts";

/** How many pairs of classes met in a request that was answered, of those that could, and which did not. */
export interface PairTable {
  readonly met: number;
  readonly reachable: number;
  readonly unmet: readonly string[];
}

/** Counts which classes of members and states met in requests that were answered, two at a time. */
export class PairTally {
  readonly #arrays = combinations.map((of) => ({
    of,
    classify: classifierOf(of),
    left: new Set(pairsOf(of)),
    met: new Set<string>(),
  }));

  take(home: string, exchanges: readonly Exchange[]): void {
    if (this.#arrays.every(({ left }) => left.size === 0)) return;
    let world = model.initial(home);
    for (const exchange of exchanges) {
      const { command, answer } = exchange;
      const isAnswered = answer.kind === "accepted" || answer.kind === "refused";
      if (isAnswered && command.action === undefined) this.#meet(world, exchange);
      world = model.step(world, exchange);
    }
  }

  #meet(world: World, { command }: Exchange): void {
    const { operation, input } = command;
    const named = idIn(input);
    const state = stateOf(world, command);
    // A request that names nobody, or not so that anybody is found, meets all that there are, and those that are not.
    const ids: Iterable<string> =
      named !== undefined && /^[a-z][a-z0-9-]*$/.test(named)
        ? [named]
        : operation.includes("UserGroup")
          ? new Set([...state.groups.keys(), ...groupIds])
          : new Set([...state.users.keys(), ...userIds]);
    for (const { of, classify, left, met } of this.#arrays) {
      if (of.operation !== operation || left.size === 0) continue;
      for (const id of ids) {
        const found = classify(state, input, id);
        if (found[meets] === undefined || found[namingMemberOf(of)] === undefined) continue;
        for (const pair of pairsIn(found)) if (left.delete(pair)) met.add(pair);
      }
    }
  }

  /** Of the operations that a target has: what met, and what did not. */
  table(
    isSupported: (name: OperationName) => boolean,
    isReachable: (of: Combinations, state: string) => boolean,
  ): PairTable {
    const asked = this.#arrays.filter(({ of }) => isSupported(of.operation));
    const unmet = asked.flatMap(({ of, left }) =>
      [...left]
        .filter((pair) => isReachable(of, stateIn(pair)))
        .map((pair) => `${of.name}: ${pair}`),
    );
    const met = asked.reduce((sum, one) => sum + one.met.size, 0);
    return { met, reachable: met + unmet.length, unmet };
  }
}

const namingMemberOf = ({ members }: Combinations): string =>
  ["UserId", "UserGroupId", "ResourceName"].find((name) => name in members) ?? meets;

function idIn({ UserId, UserGroupId, ResourceName }: AnyInput): string | undefined {
  const id = UserGroupId ?? UserId ?? arnIn(ResourceName)?.id ?? ResourceName;
  return id === undefined ? undefined : keyOf(id);
}

/** The state in a pair, by its name; nothing where neither of both is one. */
const stateIn = (pair: string): string =>
  new RegExp(`(?:^|; )${meets}: ([^;]*)`).exec(pair)?.[1] ?? "";
