import type { Meter } from "./talk.ts";

/** A meter that ends after so many requests, or when something else ends the run. */
export function metered(
  budget: number,
  hasEnded: () => boolean = () => false,
): Meter & { readonly sent: number } {
  let sent = 0;
  return {
    get sent() {
      return sent;
    },
    spend() {
      if (sent >= budget || hasEnded()) return false;
      sent += 1;
      return true;
    },
  };
}
