import { isRead } from "../models/contract/contract.ts";
import { isOperation, membersOf, unknownAction } from "../models/contract/requests.ts";

/**
 * Decides of every request whether it may leave, as it stands on the wire: the body of a form of the query protocol. Says why
 * it may not; nothing where it may. Whatever makes a request (a run, a replay, a sweep), it goes through here last.
 */
export type Gate = (body: string) => string | undefined;

/** The gate of a place that is ours to break: everything may leave. */
export const openGate: Gate = () => undefined;

/** Members by which a request says whom it is about; a list of them counts each. */
const naming: ReadonlySet<string> = new Set([
  "UserId",
  "UserGroupId",
  "UserIds",
  "UserIdsToAdd",
  "UserIdsToRemove",
  "ResourceName",
]);

/** An ARN as we write them, right or wrong in one part: what stands behind the last colon or slash is a name. */
const arn =
  /^arn:aws(?:-cn|-us-gov)?:(?:elasticache|memorydb):[a-z0-9-]+:\d{12}:(?:user|usergroup|nosuch)[:/](?<name>[^:/]+)$/;

/**
 * The gate of a place that others use: what changes anything names nobody but those whom the run itself makes; and no request
 * has an Action, or a member, that is none of the contract.
 */
export const gateFor =
  (isOurs: (name: string) => boolean): Gate =>
  (body) => {
    const form = [...new URLSearchParams(body)];
    const actions = form.filter(([member]) => member === "Action").map(([, value]) => value);
    const [action = ""] = actions;
    if (actions.length !== 1 || !(isOperation(action) || action === unknownAction))
      return `${actions.join(" and ") || "a request without Action"} is none of the operations under test`;
    const known: readonly string[] = isOperation(action) ? membersOf(action) : [];
    for (const [path, value] of form) {
      const [member = ""] = path.split(".");
      if (member === "Action" || member === "Version") continue;
      if (!known.includes(member)) return `${action} has no ${member}`;
      // Whom a read names it does not change; but a resource of others has tags that are nobody's business.
      const isHarmless = isOperation(action) && isRead(action) && member !== "ResourceName";
      if (!naming.has(member) || isHarmless || value.trim() === "") continue;
      const name = member === "ResourceName" ? (arn.exec(value)?.groups?.["name"] ?? value) : value;
      if (!isOurs(name)) return `${value} is not ours to change there`;
    }
    return undefined;
  };

/** The gate of whoever only looks: nothing that changes anything may leave. */
export const readOnly: Gate = (body) => {
  const actions = new URLSearchParams(body).getAll("Action");
  const isLook = actions.length === 1 && actions.every((name) => isOperation(name) && isRead(name));
  return isLook ? undefined : `${actions.join(" and ")} would change something`;
};

/** The names that a run gives: they begin with its own name and a turn, or end with them. */
export function namesOf(run: string): (name: string) => boolean {
  const whole = new RegExp(`^(?:${run}[0-9a-z]+-.*|.*-${run}[0-9a-z]+)$`, "is");
  return (name) => whole.test(name);
}
