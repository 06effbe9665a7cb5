import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Event, Specification } from "./history.ts";
import { linearize, linearizeAll } from "./linearize.ts";

/** A register that is written, and read with what was seen. */
type What = { readonly write: number } | { readonly read: number };

const register: Specification<number, What> = {
  initial: 0,
  step: (state, what) => ("write" in what ? what.write : what.read === state ? state : undefined),
  keyOf: (state) => state,
  isRead: (what) => "read" in what,
};

const event = (what: What, called: number, returned: number): Event<What> => ({
  what,
  called,
  returned,
});

/** Every order that real time allows, one after another: slow, and plainly right. */
function isExplained(left: readonly Event<What>[], state: number): boolean {
  if (left.every(({ returned }) => returned === Infinity)) return true;
  const deadline = Math.min(...left.map(({ returned }) => returned));
  return left.some((one) => {
    if (one.called > deadline) return false;
    const after = register.step(state, one.what);
    return (
      after !== undefined &&
      isExplained(
        left.filter((other) => other !== one),
        after,
      )
    );
  });
}

const whats: fc.Arbitrary<What> = fc.oneof(
  fc.record({ write: fc.nat(2) }),
  fc.record({ read: fc.nat(2) }),
);

const histories = fc.array(
  fc
    .tuple(whats, fc.nat(20), fc.integer({ min: 1, max: 12 }), fc.nat(9))
    .map(([what, called, length, chance]) =>
      // Times of calls and answers never fall together.
      event(what, called * 2, chance === 0 ? Infinity : (called + length) * 2 + 1),
    ),
  { maxLength: 7 },
);

describe("linearize", () => {
  it("takes overlapping events in the order that fits", () => {
    const history = [event({ write: 1 }, 1, 4), event({ read: 1 }, 2, 3), event({ read: 0 }, 1, 5)];
    expect(linearize(register, history).kind).toBe("linearizable");
  });

  it("lets nothing come before what was answered before it was asked", () => {
    const history = [event({ write: 1 }, 1, 2), event({ read: 0 }, 3, 4)];
    expect(linearize(register, history)).toMatchObject({
      kind: "not linearizable",
      longest: [{ what: { write: 1 } }],
    });
  });

  it("lets a lost event happen late, or never", () => {
    const lost = event({ write: 1 }, 1, Infinity);
    const seenLate = [lost, event({ read: 0 }, 2, 3), event({ read: 1 }, 4, 5)];
    const neverSeen = [lost, event({ read: 0 }, 2, 3)];
    const undone = [...seenLate, event({ read: 0 }, 6, 7)];
    expect([seenLate, neverSeen, undone].map((one) => linearize(register, one).kind)).toEqual([
      "linearizable",
      "linearizable",
      "not linearizable",
    ]);
  });

  it("agrees with a search through every order", () => {
    fc.assert(
      fc.property(histories, (history) => {
        const kind = linearize(register, history).kind;
        return (kind === "linearizable") === isExplained(history, 0);
      }),
      { numRuns: 5000, seed: 42 },
    );
  });

  it("gives an order that the specification takes and real time allows", () => {
    fc.assert(
      fc.property(histories, (history) => {
        const result = linearize(register, history);
        if (result.kind === "not linearizable") return true;
        let state: number | undefined = 0;
        for (const { what } of result.order)
          state = state === undefined ? undefined : register.step(state, what);
        const isInTime = result.order.every((one, index) =>
          result.order.slice(index).every(({ returned }) => returned >= one.called),
        );
        return state !== undefined && isInTime;
      }),
      { numRuns: 2000, seed: 43 },
    );
  });

  it("lets no hard history keep an easy one waiting", () => {
    // Twenty writes at once, then a read of what none of them wrote: every order must be refused.
    const hard = [
      ...Array.from({ length: 9 }, (_, index) => event({ write: index % 2 }, 1, 100)),
      event({ read: 7 }, 101, 102),
    ];
    const wrong = [event({ read: 1 }, 1, 2)];
    expect(linearizeAll(register, [hard, wrong])).toBe(false);
  });
});
