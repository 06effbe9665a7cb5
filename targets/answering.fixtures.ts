import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/** Waits until an emulator answers. */
export async function answering(running: ChildProcess, url: string): Promise<void> {
  for (let turn = 0; turn < 600; turn += 1) {
    if (running.exitCode !== null) break;
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(100);
  }
  throw new Error(`${url} does not answer; README says how to install it`);
}
