import type { State } from "../belief/state.ts";
import type { Input, ListOperation, OperationName, Output } from "../contract/contract.ts";
import type { ResourceKind } from "../contract/placeholder.ts";
import { keyOf } from "../contract/resource.ts";
import type { Check } from "./check.ts";
import { idsOf, type Level, type Rule, type RuleId } from "./rule.ts";

/** A user or a group as an answer shows it, with the id that it must have. */
export interface Subject<V> {
  readonly view: V;
  readonly id: string | undefined;
  /** The request of which it is the answer. */
  readonly sent?: object;
}

/** What holds for a user or a group in whichever answer it stands. */
export interface Claim<V> {
  /** One id for each operation in whose answers it holds. */
  readonly ids: readonly RuleId[];
  readonly level: Level;
  readonly clause: Rule["clause"];
  check(subject: Subject<V>, before: State): Check;
}

/** The claims, held against what a write answers. */
export const claimsOnAnswer = <K extends OperationName, V>(
  prefix: string,
  claims: readonly Claim<V>[],
  viewIn: (output: Output<K>) => V,
  idIn: (input: Input<K>) => string | undefined,
): readonly Rule<K>[] =>
  claims.flatMap(({ ids, level, clause, check }) =>
    idsOf(prefix, ids).map((id) => ({
      kind: "guarantee",
      id,
      isLook: true,
      level,
      clause,
      check: ({ before, input, output }) =>
        check({ view: viewIn(output), id: idIn(input), sent: input }, before),
    })),
  );

/** The same claims, held against each one of a list that belongs to us: whoever else is listed is a stranger. */
export const claimsOnList = <K extends ListOperation, V>(
  prefix: string,
  kind: ResourceKind,
  claims: readonly Claim<V>[],
  oursIn: (before: State, output: Output<K>) => readonly Subject<V>[],
): readonly Rule<K>[] =>
  claims.flatMap(({ ids, level, clause, check }) =>
    idsOf(prefix, ids).map((id) => ({
      kind: "guarantee",
      id,
      isLook: true,
      level,
      clause,
      check: ({ before, output }) => {
        const checks = oursIn(before, output).map((subject) => ({
          subject,
          said: check(subject, before),
        }));
        const spoken = checks.filter(({ said }) => said !== "silent");
        for (const { subject, said } of spoken)
          if (typeof said === "object")
            return {
              expected: [subject.id, said.expected],
              actual: [subject.id, said.actual],
              about: [{ kind, id: keyOf(subject.id) }],
            };
        return spoken.length === 0 ? "silent" : "kept";
      },
    })),
  );
