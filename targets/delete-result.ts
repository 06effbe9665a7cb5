import type { Answer } from "../models/contract/contract.ts";
import { isNotFound, type Owned, statusOf } from "./listing.ts";
import type { Send } from "./target.ts";
import { isBrokenOff } from "./throttle.ts";

/** What came of asking one to go: one that is changing can be deleted later; one that is stuck, or silent, gives no such hope. */
export type DeleteResult = "gone" | "leaving" | "changing" | "stuck" | "silent";

/** How often one is tried that gives no hope. */
export const mostTries = 3;

/** Asks one to go. */
export async function partWith(
  send: Send,
  owned: Owned,
  ending?: AbortSignal,
): Promise<DeleteResult> {
  const { kind, name } = owned;
  const parting = await untilAnswered(() =>
    kind === "user"
      ? send<"DeleteUser">({ operation: "DeleteUser", input: { UserId: name } }, ending)
      : send<"DeleteUserGroup">(
          { operation: "DeleteUserGroup", input: { UserGroupId: name } },
          ending,
        ),
  );
  if (isNotFound(parting)) return "gone";
  if (parting.kind === "accepted") return "leaving";
  if (parting.kind === "lost") return "silent";
  // Its group goes first, and takes its time.
  const isHeld =
    parting.kind === "refused" && parting.code.startsWith("DefaultUserAssociatedToUserGroup");
  const status = isHeld ? "modifying" : await statusOf(send, owned, ending);
  if (status === "gone") return "gone";
  if (status === "deleting") return "leaving";
  return status === "creating" || status === "modifying" ? "changing" : "stuck";
}

/** Asks again where it broke off: whoever is asked to go twice goes once. */
async function untilAnswered(ask: () => Promise<Answer>): Promise<Answer> {
  for (let turn = 1; ; turn += 1) {
    const answer = await ask();
    if (!isBrokenOff(answer) || turn >= mostTries) return answer;
  }
}
