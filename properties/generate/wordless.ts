import type { Conversation } from "../../models/contract/command.ts";
import { type Command, type Exchange, isUnasked } from "../../models/contract/contract.ts";
import { traitsOf } from "../../models/contract/traits.ts";
import { respelled } from "./spelling.ts";

/** So often in vain, and never otherwise, and a request of that form is not made any more. */
const mostInVain = 1;

/** Learns in which forms a client has no way to ask, so that no more is spent on them. */
export class Wordless {
  readonly #vain = new Map<string, number>();
  readonly #asked = new Set<string>();

  take(exchanges: readonly Exchange[]): void {
    for (const { command, answer } of exchanges) {
      const form = formOf(command);
      if (isUnasked(answer)) this.#vain.set(form, 1 + (this.#vain.get(form) ?? 0));
      else if (answer.kind === "accepted" || answer.kind === "refused") this.#asked.add(form);
    }
  }

  /** A conversation in which what a client has no way to ask for is asked for in the other way, where there is one. */
  phrased(conversation: Conversation): Conversation {
    return conversation.map((command) => (this.has(command) ? respelled(command) : command));
  }

  /** True of a request in a form that was in vain each time. */
  has(command: Command): boolean {
    const form = formOf(command);
    return (this.#vain.get(form) ?? 0) >= mostInVain && !this.#asked.has(form);
  }
}

/** A request without its values, but for how a user proves who it is: clients have words for each of these. */
function formOf(command: Command): string {
  const { input } = command;
  const type = "AuthenticationMode" in input ? input.AuthenticationMode?.Type : undefined;
  return [...traitsOf(command), ...(type === undefined ? [] : [type])].join(" ");
}
