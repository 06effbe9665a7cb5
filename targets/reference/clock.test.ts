import { setImmediate } from "node:timers/promises";

import { expect, it } from "vitest";

import { virtualClock } from "./clock.ts";

it("stands still while anybody has something to do", async () => {
  const clock = virtualClock();
  const [one, other] = [clock.join(), clock.join()];
  let hasSlept = false;
  const sleep = one.sleep(1000).then(() => {
    hasSlept = true;
  });
  await setImmediate();
  expect([clock.now(), hasSlept]).toEqual([0, false]);
  other.leave();
  await sleep;
  expect(clock.now()).toBe(1000);
});

it("jumps to the first alarm once all wait", async () => {
  const clock = virtualClock();
  const order: string[] = [];
  const wait = async (
    name: string,
    present: ReturnType<typeof clock.join>,
    naps: readonly number[],
  ): Promise<void> => {
    for (const nap of naps) {
      await present.sleep(nap);
      order.push(`${name} ${clock.now()}`);
    }
    present.leave();
  };
  const [a, b, c] = [clock.join(), clock.join(), clock.join()];
  await Promise.all([wait("a", a, [30, 30]), wait("b", b, [10, 10]), wait("c", c, [25])]);
  expect(order).toEqual(["b 10", "b 20", "c 25", "a 30", "a 60"]);
});

it("never goes back", async () => {
  const clock = virtualClock();
  const one = clock.join();
  await one.sleep(10);
  await one.sleep(-5);
  expect(clock.now()).toBe(10);
  one.leave();
  expect(clock.now()).toBe(10);
});
