import { spawn } from "node:child_process";

import type { Counterexample } from "./stored.ts";

/** Runs lines in a shell of its own, in which nothing but they say where to. */
export const pasted = (lines: readonly string[], proxy: string): Promise<string> =>
  new Promise((resolve) => {
    const shell = spawn("bash", ["-c", lines.join("\n")], {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env["PATH"],
        HOME: "/nonexistent",
        AWS_ACCESS_KEY_ID: "conformance",
        AWS_SECRET_ACCESS_KEY: "conformance",
        AWS_EC2_METADATA_DISABLED: "true",
        HTTP_PROXY: proxy,
        HTTPS_PROXY: proxy,
        http_proxy: proxy,
        NO_PROXY: "127.0.0.1",
        no_proxy: "127.0.0.1",
      },
    });
    let said = "";
    for (const stream of [shell.stdout, shell.stderr])
      stream.on("data", (chunk) => {
        said += String(chunk);
      });
    shell.on("close", () => resolve(said));
  });

/** What the last line of a story comes to: that it was accepted, or the code of a refusal; of what cannot be read, its status. */
export async function outcomeOf(lines: readonly string[], proxy: string): Promise<string> {
  const said = await pasted([...lines.slice(0, -1), "echo @@@", ...lines.slice(-1)], proxy);
  const last = said.split("@@@").at(-1) ?? "";
  return (
    /An error occurred \((?<code>[^)]*)\)/.exec(last)?.groups?.["code"] ??
    /<Code>(?<code>[^<]*)</.exec(last)?.groups?.["code"] ??
    (/Internal Server Error/.test(last) ? "500" : "accepted")
  );
}

/** What the story itself tells of its last command. */
export function toldOutcome({ exchanges }: Pick<Counterexample, "exchanges">): string {
  const answer = exchanges.at(-1)?.answer;
  if (answer?.kind === "refused") return answer.code ?? "";
  return answer?.kind === "lost" ? String(answer.wire?.status) : (answer?.kind ?? "nothing");
}
