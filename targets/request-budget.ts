/** How many requests may be sent, whatever they are for; counted where they leave. */
export interface Allowance {
  readonly sent: number;
  readonly left: number;
  /** Takes one; false where none is left. */
  spend(): boolean;
}

export function allowanceOf(most = Infinity): Allowance {
  let sent = 0;
  return {
    get sent() {
      return sent;
    },
    get left() {
      return most - sent;
    },
    spend() {
      if (sent >= most) return false;
      sent += 1;
      return true;
    },
  };
}

/** A request that would go beyond the allowance, and is not sent. */
export class OverBudget extends Error {
  override readonly name = "OverBudget";
}
