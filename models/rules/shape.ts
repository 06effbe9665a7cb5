import type { State } from "../belief/state.ts";
import type { Input, ListOperation, OperationName, Output } from "../contract/contract.ts";
import { areSame } from "../judge/show.ts";
import type { Accepted, Level, Rule, RuleId } from "./rule.ts";

/** A user or a group as an answer shows it, with the id that it must have. */
export interface Subject<V> {
  readonly view: V;
  readonly id: string | undefined;
  /** The request of which it is the answer. */
  readonly sent?: object;
}

/** What holds for a user or a group in whichever answer it stands. */
export interface Claim<V> {
  readonly what: string;
  readonly level: Level;
  readonly clause: Rule["clause"];
  when?(subject: Subject<V>, before: State): boolean;
  expected(subject: Subject<V>, before: State): unknown;
  actual(subject: Subject<V>): unknown;
}

/** The claims, held against what a write answers. Claims named in `without` have no place there. */
export const claimsOnAnswer = <K extends OperationName, V>(
  prefix: string,
  claims: readonly Claim<V>[],
  viewIn: (output: Output<K>) => V,
  idIn: (input: Input<K>) => string | undefined,
  without: readonly string[],
): readonly Rule<K>[] =>
  claims
    .filter(({ what }) => !without.includes(what))
    .map(({ what, level, clause, when, expected, actual }) => ({
      kind: "guarantee",
      id: `${prefix}/${what}` satisfies RuleId,
      isLook: true,
      level,
      clause,
      when: ({ before, input, output }) =>
        when?.({ view: viewIn(output), id: idIn(input), sent: input }, before) ?? true,
      expected: ({ before, input, output }) =>
        expected({ view: viewIn(output), id: idIn(input) }, before),
      actual: ({ input, output }) => actual({ view: viewIn(output), id: idIn(input) }),
    }));

/** The same claims, held against each one of a list that belongs to us: whoever else is listed is a stranger. */
export const claimsOnList = <K extends ListOperation, V>(
  prefix: string,
  claims: readonly Claim<V>[],
  oursIn: (before: State, output: Output<K>) => readonly Subject<V>[],
): readonly Rule<K>[] =>
  claims.map((claim) => {
    const { what, level, clause, expected, actual } = claim;
    let last: { readonly of: Accepted<K>; readonly looked: Looked } | undefined;
    /** Looked at once for each answer, whatever of the rule is asked for: whether it speaks of any, and the first wrong one. */
    const lookAt = (accepted: Accepted<K>): Looked => {
      if (last?.of === accepted) return last.looked;
      const { before, output } = accepted;
      const spokenOf = oursIn(before, output).filter(
        (subject) => claim.when?.(subject, before) ?? true,
      );
      const wrong = spokenOf.find(
        (subject) => !areSame(expected(subject, before), actual(subject)),
      );
      const looked: Looked = {
        isAny: spokenOf.length > 0,
        expected: wrong === undefined ? "kept" : [wrong.id, expected(wrong, before)],
        actual: wrong === undefined ? "kept" : [wrong.id, actual(wrong)],
      };
      last = { of: accepted, looked };
      return looked;
    };
    return {
      kind: "guarantee",
      id: `${prefix}/${what}` satisfies RuleId,
      isLook: true,
      level,
      clause,
      when: (accepted) => lookAt(accepted).isAny,
      expected: (accepted) => lookAt(accepted).expected,
      actual: (accepted) => lookAt(accepted).actual,
    };
  });

interface Looked {
  readonly isAny: boolean;
  readonly expected: unknown;
  readonly actual: unknown;
}
