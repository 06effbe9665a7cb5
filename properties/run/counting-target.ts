import type { Target } from "../../targets/target.ts";

/** A target, and how many requests were sent to it. */
export interface CountingTarget {
  readonly target: Target;
  sent(): number;
}

/** Counts what is sent to a target, whoever sends it. */
export function counted(target: Target): CountingTarget {
  let sent = 0;
  return {
    sent: () => sent,
    target: {
      ...target,
      async open(ending) {
        const session = await target.open(ending);
        return {
          ...session,
          send(command) {
            sent += 1;
            return session.send(command);
          },
        };
      },
    },
  };
}
