import type { Answer, Command } from "../models/contract.ts";
import type { Send } from "./target.ts";

/** The users of ours at a place that others use, until each is known to be gone. */
export interface Farewell {
  /** The names of those that may still be there. */
  readonly left: readonly string[];
  /** Notes a user that may be there now, under its full name. */
  welcome(name: string): void;
  /** Notes that it never came. */
  forget(name: string): void;
  /** Tries once to delete these, and a few of those that would not go before. */
  part(names: Iterable<string>): Promise<void>;
  /** Deletes whatever is left of ours, and waits for users that are changing for so long as it may. */
  end(onWait?: (left: number) => void): Promise<void>;
}

/** What came of a try: a user that is changing can be deleted later; one that is stuck has given no such hope. */
type Parting = "gone" | "changing" | "stuck";

/** How many of those that would not go are tried again at the end of a session. */
const oldAcquaintances = 3;
/** How often a user is tried that gives no hope. */
const mostTries = 3;

export function farewell(
  send: Send,
  run: string,
  seconds: number,
  wait: (seconds: number) => Promise<void>,
): Farewell {
  const left = new Set<string>();

  /** A user that would not go moves to the end of the line. */
  const sendOff = async (name: string): Promise<Parting> => {
    const parting = await partWith(send, name);
    left.delete(name);
    if (parting !== "gone") left.add(name);
    return parting;
  };

  return {
    get left() {
      return [...left];
    },
    welcome: (name) => {
      left.add(name);
    },
    forget: (name) => {
      left.delete(name);
    },
    async part(names) {
      const ours = new Set(names);
      const others = [...left].filter((name) => !ours.has(name)).slice(0, oldAcquaintances);
      for (const name of [...ours, ...others]) await sendOff(name);
    },
    async end(onWait) {
      // Names come back in lower case; one that is known under its own spelling is not noted twice.
      const known = new Set([...left].map((name) => name.toLowerCase()));
      for (const name of await listed(send, run))
        if (!known.has(name.toLowerCase())) left.add(name);
      let waited = 0;
      for (let turn = 1; left.size > 0; turn += 1) {
        const partings = new Set<Parting>();
        // A copy: whoever would not go comes again at the end of the line.
        for (const name of Array.from(left)) partings.add(await sendOff(name));
        const isHopeless = !partings.has("changing") && turn >= mostTries;
        if (left.size === 0 || isHopeless || waited >= seconds) return;
        onWait?.(left.size);
        const pause = Math.min(0.1 * 2 ** turn, 5, seconds - waited);
        await wait(pause);
        waited += pause;
      }
    },
  };
}

async function partWith(send: Send, UserId: string): Promise<Parting> {
  const parting = await send({ operation: "DeleteUser", input: { UserId } });
  if (parting.kind === "accepted" || isNotFound(parting)) return "gone";
  const seen = await send({ operation: "DescribeUsers", input: { UserId } });
  if (isNotFound(seen)) return "gone";
  const status = seen.kind === "accepted" ? seen.output.Users?.[0]?.Status : undefined;
  if (status === "deleting") return "gone";
  return status === "creating" || status === "modifying" ? "changing" : "stuck";
}

const isNotFound = (answer: Answer): boolean =>
  answer.kind === "refused" && answer.code.startsWith("UserNotFound");

/** More pages than any account has. */
const mostPages = 1100;

/** The names of this run in the list of users, but for those that are on their way out. */
async function listed(send: Send, run: string): Promise<readonly string[]> {
  const names: string[] = [];
  const seen = new Set<string>();
  let question: Command<"DescribeUsers"> = { operation: "DescribeUsers", input: {} };
  while (seen.size < mostPages) {
    const page = await send(question);
    if (page.kind !== "accepted") break;
    const { Users = [], Marker = "" } = page.output;
    for (const { UserId = "", Status } of Users)
      if (UserId.toLowerCase().includes(run) && Status !== "deleting") names.push(UserId);
    if (Marker === "" || seen.has(Marker)) break;
    seen.add(Marker);
    question = { operation: "DescribeUsers", input: { Marker } };
  }
  return names;
}
