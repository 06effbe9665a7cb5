import { Command } from "commander";

import { listen } from "../targets/reference/mount.ts";
import { createReference } from "../targets/reference/service.ts";
import { Misuse } from "./failure.ts";
import { numberFrom, wholeFrom } from "./numbers.ts";
import { say } from "./terminal.ts";

interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly windowSeconds: number;
}

/** `serve`: the reference service on a port, until it is interrupted. */
export function serveCommand(): Command {
  return new Command("serve")
    .option("--port <number>", "the port; 0 takes a free one", wholeFrom(0, 65_535), 8000)
    .option("--host <address>", "the address to listen on", "127.0.0.1")
    .option(
      "--window-seconds <number>",
      "how long a user stays modifying or deleting",
      numberFrom(0, 86_400),
      0,
    )
    .action(serve);
}

async function serve({ port, host, windowSeconds }: ServeOptions): Promise<void> {
  const window = windowSeconds * 1000;
  const service = createReference({
    windows: { creating: window, modifying: window, deleting: window, tagLock: window },
  });
  await using listening = await listen(service, port, host).catch((error: unknown) => {
    throw new Misuse(
      `cannot listen on ${host}:${port} (${error instanceof Error ? error.message : String(error)}); choose another with --port`,
    );
  });
  say(`listening on ${listening.url}`);
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
}
