import type { Believed } from "./believed.ts";
import type { World } from "./state.ts";

/** What is believed of one user or group, in words. */
export interface Told {
  /** As in `user u-0`; with its place behind it where there are several. */
  readonly who: string;
  readonly is: string;
  /** As it was last shown. */
  readonly shown?: object;
}

/** What is believed of all that were spoken of, in words. */
export const beliefsIn = ({ places }: World): readonly Told[] =>
  [...places].flatMap(([place, { users, groups }]) => {
    const at = places.size > 1 ? ` (${place})` : "";
    return [
      ...[...users].map(([id, belief]) => told(`user ${id}${at}`, belief)),
      ...[...groups].map(([id, belief]) => told(`user group ${id}${at}`, belief)),
    ];
  });

const reasons = {
  "unheard-of": "never made",
  refused: "not there: its creation was refused",
  "badly-tagged": "not there: its creation was refused",
  deleted: "deleted",
} as const;

function told<V extends object>(who: string, belief: Believed<V>): Told {
  switch (belief.kind) {
    case "present":
      return { who, is: "there", shown: belief.view };
    case "deleting":
      return { who, is: "being deleted", shown: belief.view };
    case "absent":
      return { who, is: reasons[belief.because] };
    case "uncertain":
      return { who, is: "not known" };
  }
}
