import {
  type Answer,
  type Input,
  isRead,
  type OperationName,
} from "../models/contract/contract.ts";
import { type DeleteResult, mostTries, partWith } from "./delete-result.ts";
import type { Journal } from "./journal.ts";
import { foldedKey, keyFor, listed, type Listed, type Owned, statusOf } from "./listing.ts";
import { hurriedBy, rest } from "./rest.ts";
import type { Leaving, Send } from "./target.ts";

export interface LeaseOptions {
  readonly send: Send;
  /** True of a name of ours, whether we know of it or not. */
  isOurs(name: string): boolean;
  /** How long to wait, for each that is changing or on its way out, in seconds. */
  readonly seconds: number;
  readonly journal?: Journal | undefined;
  /** True where more may be there than is named here: what another process made. */
  readonly mayHaveMore?: boolean;
}

/** Where one of ours stands: its create was sent; it came; or it was asked to go, at a moment, and said that it would. */
type Standing =
  | { readonly kind: "named" }
  | { readonly kind: "made" }
  | { readonly kind: "leaving"; readonly since: number };

interface Entry {
  readonly owned: Owned;
  readonly standing: Standing;
  /** Nobody speaks to it any more: its session is over. */
  readonly isReleased: boolean;
}

/** How many of those that would not go are tried again at the end of a session. */
const oldAcquaintances = 3;

/** How many are on their way out before it is looked whether they go. */
const mostLeaving = 20;

/** How many of those that lists still show are asked for by name, until it is known whether that helps. */
const mostAskedFor = 25;

/** A command, whatever else it says. */
interface Said {
  readonly operation: OperationName;
  readonly input: Input<OperationName>;
}

/** Groups first: they hold on to their default users (F138). */
const groupsFirst = (entries: Iterable<Owned>): readonly Owned[] =>
  [...entries].toSorted((a, b) => (a.kind === b.kind ? 0 : a.kind === "group" ? -1 : 1));

/** What we made at a place that others use, until each is seen to be gone. */
export class Lease {
  readonly #options: LeaseOptions;
  readonly #entries = new Map<string, Entry>();
  /** Every name that was given. */
  readonly #named = new Set<string>();
  /** Some places let nobody go until somebody asks for them by name: nothing where that is not known yet. */
  #isAskedByName: boolean | undefined;
  /** One was waited for as long as may be, and is still there: nobody goes from this place. */
  #isForGood = false;

  constructor(options: LeaseOptions) {
    this.#options = options;
  }

  /** The names of those that were not asked to go, or would not. */
  get left(): readonly string[] {
    return this.#chosen(({ standing }) => standing.kind !== "leaving").map(({ name }) => name);
  }

  /** The names of all that may be there. */
  get names(): readonly string[] {
    return this.#chosen(() => true).map(({ name }) => name);
  }

  /** How many there may be: those that were asked to go count until they are seen to be gone. */
  get live(): number {
    return this.#entries.size;
  }

  /** How many names were given, and how many of them are seen to be gone, or never came. */
  get account(): { readonly named: number; readonly gone: number } {
    const there = [...this.#entries.keys()].filter((key) => this.#named.has(key));
    return { named: this.#named.size, gone: this.#named.size - there.length };
  }

  /** True of one that may be there, and was not asked to go. */
  isHeld(owned: Owned): boolean {
    return ["named", "made"].includes(this.#standingOf(owned) ?? "");
  }

  /** Notes one that may be there soon. Throws what its journal throws: then it must not be made. */
  name(owned: Owned): void {
    this.#options.journal?.making(owned);
    this.#named.add(keyFor(owned));
    this.#entries.delete(keyFor(owned));
    this.#put(owned, "named", false);
  }

  /** Notes what an answer to one of our commands says of those that it names. */
  hear({ operation, input }: Said, answer: Answer): void {
    if (answer.kind !== "accepted" || isRead(operation)) return;
    const owned = ownedIn(input);
    if (owned === undefined || !this.#entries.has(keyFor(owned))) return;
    if (operation.startsWith("Create")) this.#put(owned, "made");
    if (operation.startsWith("Delete")) this.#put(owned, "leaving");
  }

  /** Notes that one is gone, or never came. */
  forget(owned: Owned): void {
    this.#entries.delete(keyFor(owned));
    this.#options.journal?.gone(owned);
  }

  /** Tries once to delete these, and a few of those that would not go before. */
  async release(owned: Iterable<Owned>, ending?: AbortSignal): Promise<void> {
    const ours = new Map([...owned].map((one) => [keyFor(one), one]));
    const others = this.#chosen(
      ({ owned: one, standing, isReleased }) =>
        isReleased && standing.kind !== "leaving" && !ours.has(keyFor(one)),
    ).slice(0, oldAcquaintances);
    for (const one of ours.values()) this.#put(one, this.#standingOf(one) ?? "named", true);
    for (const one of groupsFirst([...ours.values(), ...others])) {
      if (ending?.aborted === true) return;
      if (this.#standingOf(one) === "leaving") {
        if (this.#isAskedByName === true) await this.#seeOff(one, ending);
      }
      // A place that gives no answer gives none to the others either.
      else if ((await this.#sendOff(one, ending)) === "silent") return;
    }
    const leaving = this.#chosen(({ standing }) => standing.kind === "leaving");
    if (leaving.length > mostLeaving && this.#isAskedByName === undefined) await this.look(ending);
  }

  /** Looks which of those that were asked to go are gone, and who of ours the lists show; nothing where they cannot be read. */
  async look(ending?: AbortSignal): Promise<readonly Listed[] | undefined> {
    const all = await this.#seen(ending);
    const shown = this.#chosen(({ standing }) => standing.kind === "leaving");
    if (all === undefined || shown.length === 0 || this.#isAskedByName === false) return all;
    const asked = this.#isAskedByName === true ? shown : shown.slice(0, mostAskedFor);
    for (const owned of asked) await this.#seeOff(owned, ending);
    const again = await this.#seen(ending);
    // Whoever went meanwhile may have gone by itself: it costs a request for each, and no more, to think that it was asked for.
    if (again !== undefined)
      this.#isAskedByName ??= asked.some((owned) => this.#standingOf(owned) === undefined);
    return again;
  }

  /** Reads the lists, and forgets those that were asked to go and are in none. */
  async #seen(ending: AbortSignal | undefined): Promise<readonly Listed[] | undefined> {
    const asked = this.#chosen(({ standing }) => standing.kind === "leaving");
    const all = await listed(this.#options.send, ending);
    if (all === undefined) return undefined;
    const there = new Set(all.map((one) => foldedKey(one)));
    for (const owned of asked)
      if (this.#standingOf(owned) === "leaving" && !there.has(foldedKey(owned))) this.forget(owned);
    const now = performance.now();
    for (const { standing } of this.#entries.values())
      if (standing.kind === "leaving" && now - standing.since > this.#options.seconds * 1000)
        this.#isForGood = true;
    return all.filter((one) => this.#options.isOurs(one.name));
  }

  /** Deletes whatever is left of ours, and waits until all are seen to be gone, for so long as it may. */
  async end({ onWait, hurry }: Leaving = {}): Promise<void> {
    const { seconds, mayHaveMore = false } = this.#options;
    if (this.#named.size === 0 && !mayHaveMore) return;
    const begun = performance.now();
    const waited = (): number => (performance.now() - begun) / 1000;
    using line = hurriedBy(hurry);
    for (let turn = 1; ; turn += 1) {
      const partings = await this.#sendAllOff(line.ending);
      const isHopeful = partings.has("changing") || partings.has("leaving");
      if (this.live === 0 || line.ending.aborted || waited() >= seconds) return;
      if (!isHopeful && turn >= mostTries) return;
      const pause = Math.min(0.1 * 2 ** turn, 5, seconds - waited());
      for (let left = pause; left > 0 && !line.ending.aborted; left -= 1) {
        onWait?.(this.live, Math.round(waited()));
        await rest(Math.min(left, 1) * 1000, line.ending);
      }
    }
  }

  #standingOf(owned: Owned): Standing["kind"] | undefined {
    return this.#entries.get(keyFor(owned))?.standing.kind;
  }

  #chosen(fits: (entry: Entry) => boolean): readonly Owned[] {
    return [...this.#entries.values()].filter((entry) => fits(entry)).map(({ owned }) => owned);
  }

  /** Puts one at the end of the line. */
  #put(owned: Owned, kind: Standing["kind"], isReleased?: boolean): void {
    const known = this.#entries.get(keyFor(owned));
    this.#entries.delete(keyFor(owned));
    const since = known?.standing.kind === "leaving" ? known.standing.since : performance.now();
    this.#entries.set(keyFor(owned), {
      owned,
      standing: kind === "leaving" ? { kind, since } : { kind },
      isReleased: isReleased ?? known?.isReleased ?? false,
    });
  }

  /** Asks for one by name that said it would go: some places let nobody go before. */
  async #seeOff(owned: Owned, ending: AbortSignal | undefined): Promise<boolean> {
    if (ending?.aborted === true) return false;
    const isGone = (await statusOf(this.#options.send, owned, ending)) === "gone";
    if (isGone) this.forget(owned);
    return isGone;
  }

  /** Asks one to go. */
  async #sendOff(owned: Owned, ending: AbortSignal | undefined): Promise<DeleteResult> {
    const parting = await partWith(this.#options.send, owned, ending);
    if (parting === "gone") this.forget(owned);
    else
      this.#put(
        owned,
        parting === "leaving" ? "leaving" : (this.#standingOf(owned) ?? "made"),
        true,
      );
    if (parting !== "leaving" || this.#isAskedByName !== true) return parting;
    return (await this.#seeOff(owned, ending)) ? "gone" : parting;
  }

  /** Takes in who is there: one that said it would go and shows no sign of it is asked again. */
  #takeIn(found: readonly Listed[]): void {
    const there = new Set(found.map((one) => foldedKey(one)));
    for (const owned of this.#chosen(({ standing }) => standing.kind === "named"))
      if (!there.has(foldedKey(owned))) this.forget(owned);
    const known = new Map(this.#chosen(() => true).map((owned) => [foldedKey(owned), owned]));
    for (const { kind, name, status } of found)
      this.#put(
        known.get(foldedKey({ kind, name })) ?? { kind, name },
        status === "deleting" ? "leaving" : "made",
        true,
      );
  }

  /** Asks all that are left to go, and looks who is still there. */
  async #sendAllOff(ending: AbortSignal): Promise<ReadonlySet<DeleteResult>> {
    const partings = new Set<DeleteResult>();
    for (const owned of groupsFirst(this.#chosen(({ standing }) => standing.kind !== "leaving"))) {
      const parting = await this.#sendOff(owned, ending);
      if (parting !== "leaving") partings.add(parting);
      if (parting === "silent") break;
    }
    const found = await this.look(ending);
    if (found === undefined) return partings.add("silent");
    this.#takeIn(found);
    const leaving = this.#chosen(({ standing }) => standing.kind === "leaving");
    return leaving.length > 0 && !this.#isForGood ? partings.add("leaving") : partings;
  }
}

/** Whom a command makes or deletes. */
export function ownedIn(input: Said["input"]): Owned | undefined {
  if ("UserId" in input && input.UserId !== undefined) return { kind: "user", name: input.UserId };
  return "UserGroupId" in input && input.UserGroupId !== undefined
    ? { kind: "group", name: input.UserGroupId }
    : undefined;
}
