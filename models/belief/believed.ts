import type { OperationName, User } from "../contract/contract.ts";

export type Beliefs<V> = ReadonlyMap<string, Believed<V>>;

export type Believed<V = User> =
  | {
      readonly kind: "present";
      /** As last answered. */
      readonly view: V;
      /** What was asked for, of what answers may leave out or spell in a way of their own. */
      readonly asked?: Partial<V>;
      readonly lastWrite: OperationName | "none";
      /**
       * Its engine changed, it came to iam or left it, its access string asks for more than Redis 6.0 knows, or a group lost
       * a user: which version it then needs, no fact says.
       */
      readonly isRemade?: true;
      /** It was made, and no lookup showed it yet, or no list: how soon either does, no fact says. */
      readonly unseen?: "anywhere" | "in lists";
      readonly since: Since;
    }
  | {
      readonly kind: "deleting";
      readonly view: V;
      readonly asked?: Partial<V>;
      readonly since: Since;
    }
  | {
      readonly kind: "absent";
      readonly because: "unheard-of" | "refused" | "badly-tagged" | "deleted";
      /** As it was last shown before it was deleted, and as it was asked for. */
      readonly was?: { readonly view: V; readonly asked?: Partial<V> };
    }
  /**
   * A write was lost, or an answer contradicted what we believed. A lost write may land late, so that only its
   * being made or deleted settles it; for good: where case alone tells two apart.
   */
  | { readonly kind: "uncertain"; readonly holds?: "until-written" | "for-good" };

/** What happened to a user or a group since it was last shown. */
export interface Since {
  readonly written?: OperationName;
  readonly refused: readonly OperationName[];
  readonly othersWritten?: true;
  /** Another region or account was written to. */
  readonly writtenElsewhere?: true;
  /** A group that a user is in changed, or a user of a group: either may be `modifying` (F128, F345). */
  readonly mayBeChanging?: true;
  /** How it was last shown. */
  readonly read?: "list" | "lookup";
  /** It was shown active at least twice in a row, in one way, with no write of any kind between. */
  readonly rests?: true;
}

export const nothingSince: Since = { refused: [] };
