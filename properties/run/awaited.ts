import {
  type Answer,
  type Command,
  type Exchange,
  isOnTags,
} from "../../models/contract/contract.ts";
import { arnIn } from "../../models/contract/placeholder.ts";
import { keyOf, type Resource, subjectOf } from "../../models/contract/resource.ts";

/**
 * Whom a conversation has made and the target has not shown since, and whom it said to be gone and a list still shows: how soon
 * either ends, no fact says (F132, F150), so that it is waited for.
 */
export class Awaited {
  readonly #unfound = new Set<string>();
  readonly #unlisted = new Set<string>();
  readonly #deleted = new Set<string>();
  readonly #gone = new Set<string>();
  /** Who is there for all that the conversation was told: it made them or saw them, and has not deleted them since. */
  readonly #here = new Set<string>();
  /** Whom the conversation has written to: of others nobody knows why they are changing, or for how long. */
  readonly #written = new Set<string>();
  /** Those that are gone and stand in the list that is being read. */
  readonly #lingering = new Set<string>();

  take({ command, answer }: Pick<Exchange, "command" | "answer">): void {
    if (command.action !== undefined) return;
    const id = idIn(command);
    const place = placeOf(command);
    const key = `${place}${id ?? ""}`;
    const isRead = command.operation.startsWith("Describe");
    if (answer.kind === "refused" && isRead && this.#deleted.has(key)) this.#gone.add(key);
    if (answer.kind !== "accepted") return;
    if (!isRead) this.#written.add(key);
    if (command.operation.startsWith("CreateUser")) this.#comes(key);
    if (command.operation.startsWith("DeleteUser")) this.#goes(key);
    if (isRead && id === undefined && isFirstPage(command)) this.#lingering.clear();
    for (const shown of shownIn(answer).map((one) => `${place}${one.id}`)) {
      if (!this.#deleted.has(shown)) this.#here.add(shown);
      this.#unfound.delete(shown);
      if (id !== undefined) continue;
      this.#unlisted.delete(shown);
      if (this.#gone.has(shown)) this.#lingering.add(shown);
    }
  }

  #comes(key: string): void {
    this.#unfound.add(key);
    this.#unlisted.add(key);
    this.#here.add(key);
    this.#deleted.delete(key);
    this.#gone.delete(key);
  }

  #goes(key: string): void {
    this.#unfound.delete(key);
    this.#unlisted.delete(key);
    this.#here.delete(key);
    this.#deleted.add(key);
  }

  /**
   * The status of what a command waits for to settle, while it is changing: of a list, the first that was written to and is. Whoever
   * was deleted is on the way out, whatever is shown.
   */
  changing(command: Command, answer: Answer): string | undefined {
    if (command.until !== "settled" || answer.kind !== "accepted") return undefined;
    const place = placeOf(command);
    const isList = command.operation.startsWith("Describe") && idIn(command) === undefined;
    for (const { id, status } of shownIn(answer)) {
      const key = `${place}${id}`;
      if (this.#deleted.has(key) && !this.#gone.has(key)) return "deleting";
      const isChanging = ["creating", "modifying", "deleting"].includes(status);
      if (isChanging && (!isList || this.#written.has(key))) return status;
    }
    return undefined;
  }

  /**
   * True where one that is there is not found by an operation on tags: one that was just made, or tagged, is not for a while (F197).
   * Whether an ARN with an id in capitals finds anybody, nobody knows.
   */
  isUntaggable(command: Command, answer: Answer): boolean {
    const { until, operation, input } = command;
    if (until !== "settled" || answer.kind !== "refused" || !isOnTags(operation)) return false;
    if (!/^User(?:Group)?NotFound/.test(answer.code)) return false;
    const arn = "ResourceName" in input ? arnIn(input.ResourceName) : undefined;
    return arn?.form === "arn" && this.#here.has(keyIn(command, arn));
  }

  /** True of a lookup that did not find a new one, and of the last page of a list that lacks one or shows one that is gone. */
  isDue(command: Command, answer: Answer): boolean {
    const place = placeOf(command);
    const id = idIn(command);
    if (command.until === "settled")
      return (
        command.operation.startsWith("Describe") &&
        answer.kind === "refused" &&
        this.#unfound.has(`${place}${id ?? ""}`)
      );
    return (
      command.until === "listed" &&
      id === undefined &&
      isFirstPage(command) &&
      answer.kind === "accepted" &&
      [...this.#unlisted, ...this.#lingering].some((key) => key.startsWith(place))
    );
  }
}

const idIn = ({ input }: Command): string | undefined => subjectOf(input)?.id;

/** True of a list from its beginning: a page by its marker, asked for again, belongs to no list that was begun. */
const isFirstPage = ({ input }: Command): boolean =>
  !("Marker" in input) || input.Marker === undefined;

/** Where a user or a group is, and which of both it is. */
const placeOf = (command: Command): string =>
  keyIn(command, { kind: command.operation.includes("Group") ? "usergroup" : "user", id: "" });

const keyIn = ({ region, account }: Pick<Command, "region" | "account">, { kind, id }: Resource) =>
  `${region} ${account} ${kind} ${id}`;

interface Shown {
  readonly id: string;
  readonly status: string;
}

const shownIn = ({ output }: Extract<Answer, { readonly kind: "accepted" }>): readonly Shown[] => {
  if ("Users" in output)
    return (output.Users ?? []).map(({ UserId, Status = "" }) => ({
      id: keyOf(UserId),
      status: Status,
    }));
  return "UserGroups" in output
    ? (output.UserGroups ?? []).map(({ UserGroupId, Status = "" }) => ({
        id: keyOf(UserGroupId),
        status: Status,
      }))
    : [];
};
