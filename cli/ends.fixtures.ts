import { type ChildProcess } from "node:child_process";
import { createServer, type RequestListener } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

import { listening as serving } from "../targets/listening.ts";
import { createReference } from "../targets/reference/service.ts";
import { conformance, folder } from "./program.fixtures.ts";

/** How much longer things may take on a machine that is busy with something else. */
export const patience = 4;

export interface Stopped {
  readonly code: number | null;
  readonly err: string;
  readonly seconds: number;
}

/** Runs the program, sends it a signal some time after it has said something or at once, and measures how long it takes to end. */
export async function stopped(
  args: readonly string[],
  {
    after,
    signals,
    begun,
  }: {
    readonly after: number;
    readonly signals: readonly NodeJS.Signals[];
    /** What must have happened before the time begins: a program that is not there yet cannot be stopped. */
    readonly begun?: Promise<unknown>;
  },
): Promise<Stopped> {
  let began = 0;
  const stop = async (child: ChildProcess): Promise<void> => {
    await begun;
    await sleep(after);
    began = performance.now();
    for (const signal of signals) {
      child.kill(signal);
      await sleep(20);
    }
  };
  const { code, err } = await conformance([...args, "--out", join(folder, "stopped")], {
    onStart: (child) => void stop(child),
  });
  return { code, err, seconds: (performance.now() - began) / 1000 };
}

/** A server of its own for each request. */
export async function place(listener: RequestListener) {
  return serving(createServer(listener));
}

export const adapter = new URL("../examples/adapter.ts", import.meta.url).pathname;

export const sound = createReference();
export const answering =
  (milliseconds: number): RequestListener =>
  (request, response) => {
    void text(request).then(async (body) => {
      await sleep(milliseconds);
      const { status, headers, body: said } = sound.handle({ headers: {}, body });
      response.writeHead(status, headers).end(said);
    });
  };

export const long = ["run", "--commands", "300000"];
