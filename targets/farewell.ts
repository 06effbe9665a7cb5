import { setTimeout as sleep } from "node:timers/promises";

import type { Answer } from "../models/contract.ts";
import type { Journal } from "./journal.ts";
import { foldedKey, type Guest, keyFor, listed, type Listed } from "./listing.ts";
import { isBrokenOff } from "./pace.ts";
import type { Send } from "./target.ts";

export interface FarewellOptions {
  readonly send: Send;
  /** True of a name of ours, whether we know of it or not. */
  isOurs(name: string): boolean;
  /** How long to wait at the end for those that are changing. */
  readonly seconds: number;
  readonly journal?: Journal | undefined;
}

/** What came of a try: one that is changing can be deleted later; one that is stuck, or silent, has given no such hope. */
type Parting = "gone" | "leaving" | "changing" | "stuck" | "silent";

/** How many of those that would not go are tried again at the end of a session. */
const oldAcquaintances = 3;
/** How many of those that are on their way out are asked for by name, each time that the lists are read. */
const mostAskedFor = 25;
/** How often one is tried that gives no hope. */
const mostTries = 3;
/** How long to wait once there is a hurry, in seconds. */
const hurriedSeconds = 10;

/** Groups first: they hold on to their default users (F138). */
const groupsFirst = <G extends Guest>(guests: Iterable<G>): readonly G[] =>
  [...guests].toSorted((a, b) => (a.kind === b.kind ? 0 : a.kind === "group" ? -1 : 1));

/** What we made at a place that others use, until each is seen to be gone. */
export class Farewell {
  readonly #options: FarewellOptions;
  readonly #left = new Map<string, Guest>();
  /** Those that were asked to go, and said that they would. */
  readonly #leaving = new Map<string, Guest>();
  /** Those of `left` whose session is over: the others are still spoken to. */
  readonly #parted = new Set<string>();
  /** Those that are known to have come: of the others it is enough that no list shows them. */
  readonly #made = new Set<string>();
  /** Every name that was welcomed. */
  readonly #met = new Set<string>();

  constructor(options: FarewellOptions) {
    this.#options = options;
  }

  /** The names of those that were not asked to go, or would not. */
  get left(): readonly string[] {
    return [...this.#left.values()].map(({ name }) => name);
  }

  /** How many names were given, and how many of them are seen to be gone, or never came. */
  get account(): { readonly named: number; readonly gone: number } {
    const there = [...this.#left.keys(), ...this.#leaving.keys()].filter((key) =>
      this.#met.has(key),
    );
    return { named: this.#met.size, gone: this.#met.size - there.length };
  }

  /** The names of all that may be there. */
  get names(): readonly string[] {
    return [...this.#left.values(), ...this.#leaving.values()].map(({ name }) => name);
  }

  /** How many there may be at this moment: those that were asked to go count until they are seen to be gone. */
  get live(): number {
    return this.#left.size + this.#leaving.size;
  }

  /** Notes one that may be there soon. */
  welcome(guest: Guest): void {
    this.#options.journal?.making(guest);
    this.#met.add(keyFor(guest));
    this.#leaving.delete(keyFor(guest));
    this.#parted.delete(keyFor(guest));
    this.#left.set(keyFor(guest), guest);
  }

  /** Notes that it came. */
  confirm(guest: Guest): void {
    this.#made.add(keyFor(guest));
  }

  /** Notes that it is gone, or never came. */
  forget(guest: Guest): void {
    for (const names of [this.#left, this.#leaving, this.#parted, this.#made])
      names.delete(keyFor(guest));
    this.#options.journal?.gone(guest);
  }

  /** Tries once to delete these, and a few of those that would not go before. */
  async part(guests: Iterable<Guest>): Promise<void> {
    const ours = new Map([...guests].map((guest) => [keyFor(guest), guest]));
    const others = [...this.#left]
      .filter(([key]) => this.#parted.has(key) && !ours.has(key))
      .slice(0, oldAcquaintances)
      .map(([, guest]) => guest);
    for (const key of ours.keys()) this.#parted.add(key);
    for (const guest of groupsFirst([...ours.values(), ...others]))
      // A place that gives no answer gives none to the others either.
      if ((await this.#sendOff(guest)) === "silent") return;
  }

  /**
   * Looks which of those that were asked to go are gone, and who of ours the lists show; nothing where they cannot be read.
   */
  async look(): Promise<readonly Listed[] | undefined> {
    const asked = [...this.#leaving.values()];
    const all = await listed(this.#options.send);
    if (all === undefined) return undefined;
    const there = new Set(all.map((one) => foldedKey(one)));
    const isStill = (guest: Guest): boolean =>
      this.#leaving.has(keyFor(guest)) && there.has(foldedKey(guest));
    for (const guest of asked)
      if (this.#leaving.has(keyFor(guest)) && !isStill(guest)) this.forget(guest);
    // Some places let nobody go until somebody asks for them.
    const gone = new Set<string>();
    for (const guest of asked.filter((one) => isStill(one)).slice(0, mostAskedFor)) {
      if ((await statusOf(this.#options.send, guest)) !== "gone") continue;
      this.forget(guest);
      gone.add(foldedKey(guest));
    }
    return all.filter((one) => this.#options.isOurs(one.name) && !gone.has(foldedKey(one)));
  }

  /** Deletes whatever is left of ours, and waits until all are seen to be gone, for so long as it may. */
  async end(onWait?: (left: number) => void, isHurried = () => false): Promise<void> {
    const { seconds } = this.#options;
    let waited = 0;
    for (let turn = 1; ; turn += 1) {
      const partings = await this.#sendAllOff();
      if (this.live === 0) return;
      const isHopeful = partings.has("changing") || partings.has("leaving");
      const isLate = waited >= (isHurried() ? Math.min(hurriedSeconds, seconds) : seconds);
      if (isLate || (!isHopeful && turn >= mostTries)) return;
      onWait?.(this.live);
      const pause = Math.min(0.1 * 2 ** turn, isHurried() ? 1 : 5, seconds - waited);
      await sleep(pause * 1000);
      waited += pause;
    }
  }

  /** Asks one to go. One that would not moves to the end of the line. */
  async #sendOff(guest: Guest): Promise<Parting> {
    const parting = await partWith(this.#options.send, guest);
    this.#left.delete(keyFor(guest));
    if (parting === "gone") this.forget(guest);
    else (parting === "leaving" ? this.#leaving : this.#left).set(keyFor(guest), guest);
    return parting;
  }

  /** Asks all that are left to go, and looks who is still there. */
  async #sendAllOff(): Promise<ReadonlySet<Parting>> {
    const partings = new Set<Parting>();
    for (const guest of groupsFirst(this.#left.values())) {
      const parting = await this.#sendOff(guest);
      if (parting !== "leaving") partings.add(parting);
      if (parting === "silent") break;
    }
    const found = await this.look();
    if (found === undefined) return partings.add("silent");
    this.#takeIn(found);
    return this.#leaving.size > 0 ? partings.add("leaving") : partings;
  }

  /** Takes in who is there: a user that said it would go and shows no sign of it is asked again. */
  #takeIn(found: readonly Listed[]): void {
    const known = new Map(
      [...this.#leaving, ...this.#left].map(([key, guest]) => [key.toLowerCase(), guest]),
    );
    const there = new Set(found.map((one) => foldedKey(one)));
    for (const [key, guest] of this.#left)
      if (!this.#made.has(key) && !there.has(foldedKey(guest))) this.forget(guest);
    for (const one of found) {
      const guest = known.get(foldedKey(one)) ?? { kind: one.kind, name: one.name };
      this.#left.delete(keyFor(guest));
      this.#leaving.delete(keyFor(guest));
      (one.status === "deleting" ? this.#leaving : this.#left).set(keyFor(guest), guest);
    }
  }
}

const isNotFound = (answer: Answer): boolean =>
  answer.kind === "refused" && /^User(?:Group)?NotFound/.test(answer.code);

async function partWith(send: Send, { kind, name }: Guest): Promise<Parting> {
  const parting = await untilAnswered(() =>
    kind === "user"
      ? send<"DeleteUser">({ operation: "DeleteUser", input: { UserId: name } })
      : send<"DeleteUserGroup">({ operation: "DeleteUserGroup", input: { UserGroupId: name } }),
  );
  if (isNotFound(parting)) return "gone";
  if (parting.kind === "accepted") return "leaving";
  if (parting.kind === "lost") return "silent";
  // Its group goes first, and takes its time.
  const isHeld =
    parting.kind === "refused" && parting.code.startsWith("DefaultUserAssociatedToUserGroup");
  const status = isHeld ? "modifying" : await statusOf(send, { kind, name });
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

async function statusOf(send: Send, { kind, name }: Guest): Promise<string | undefined> {
  if (kind === "user") {
    const seen = await send({ operation: "DescribeUsers", input: { UserId: name } });
    if (isNotFound(seen)) return "gone";
    return seen.kind === "accepted" ? seen.output.Users?.[0]?.Status : undefined;
  }
  const seen = await send({ operation: "DescribeUserGroups", input: { UserGroupId: name } });
  if (isNotFound(seen)) return "gone";
  return seen.kind === "accepted" ? seen.output.UserGroups?.[0]?.Status : undefined;
}
