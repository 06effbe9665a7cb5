/** A clock that stands still while anybody has something to do, and jumps to the next alarm once all wait. */
export interface VirtualClock {
  /** Milliseconds since it was made. */
  now(): number;
  /** One more who works or waits, until it is called off. */
  join(): { leave(): void; sleep(milliseconds: number): Promise<void> };
}

export function virtualClock(): VirtualClock {
  let time = 0;
  let present = 0;
  const alarms: { readonly at: number; ring(): void }[] = [];
  const jump = (): void => {
    if (alarms.length === 0 || alarms.length < present) return;
    alarms.sort((a, b) => a.at - b.at);
    const next = alarms.shift();
    if (next === undefined) return;
    time = Math.max(time, next.at);
    next.ring();
  };
  return {
    now: () => time,
    join() {
      present += 1;
      return {
        leave() {
          present -= 1;
          jump();
        },
        sleep: (milliseconds) =>
          new Promise((resolve) => {
            alarms.push({ at: time + milliseconds, ring: resolve });
            jump();
          }),
      };
    },
  };
}
