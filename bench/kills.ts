import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { listen } from "../targets/reference/mount.ts";
import { createReference } from "../targets/reference/service.ts";
import { alone, type Bench } from "./figure.ts";

const program = new URL("../cli/index.ts", import.meta.url).pathname;
const access = encodeURIComponent("on ~* +@all");

/** Runs the program, and kills it after so many milliseconds where they are given. */
function run(args: readonly string[], killAfter?: number): Promise<number | null> {
  const child = spawn(process.execPath, [program, ...args], { stdio: "ignore" });
  if (killAfter !== undefined) setTimeout(() => child.kill("SIGKILL"), killAfter);
  return new Promise((resolve) => {
    child.on("close", (code) => resolve(code));
  });
}

/** Journals that nobody can rely on, which lie beside those of the runs: by none of them anything may be deleted. */
const hostile: Readonly<Record<string, (heading: string) => string>> = {
  "0-empty": () => "",
  "0-torn": (heading) => heading.slice(0, 30),
  "0-nuls": (heading) => `${heading}\n${"\0".repeat(600)}\n`,
  "0-stranger": (heading) => `${heading}\n{"making":"user","name":"stranger-0"}\n`,
  "0-default": (heading) => `${heading}\n{"making":"user","name":"default"}\n`,
};

/** What is left of a hundred runs that were killed at any moment, each followed by a sweep. */
export const kills: Bench = {
  name: "kills",
  isLong: true,
  async run(say) {
    const folder = mkdtempSync(join(tmpdir(), "ec-kills-"));
    const journals = join(folder, "journals");
    mkdirSync(journals);
    const service = createReference();
    const answered = (body: string): string =>
      service.handle({ headers: {}, body }).body.replaceAll(/<RequestId>.*/g, "");
    for (let turn = 0; turn < 20; turn += 1)
      answered(
        `Action=CreateUser&UserId=stranger-${turn}&UserName=x&Engine=redis&AccessString=${access}&NoPasswordRequired=true`,
      );
    const all = (): string =>
      answered("Action=DescribeUsers") + answered("Action=DescribeUserGroups");
    const strangers = all();
    await using listening = await listen(service, 0);
    const heading = JSON.stringify({
      run: "ec00000000",
      target: "endpoint",
      endpoint: listening.url,
      region: "us-east-1",
      begun: "2026-11-25T00:00:00.000Z",
      process: { id: 1, host: "elsewhere" },
    });
    for (const [name, write] of Object.entries(hostile))
      writeFileSync(join(journals, `${name}.jsonl`), write(heading));
    const beside = readdirSync(journals).length;
    let midway = 0;
    let wrong = 0;
    for (let turn = 0; turn < 100; turn += 1) {
      say(`${turn + 1} of 100`);
      const seed = ["--seed", String(turn), "--parallel", String(1 + (turn % 4))];
      const at = ["--endpoint", listening.url, "--journals", journals, "--out", folder];
      await run(["run", ...at, ...seed], 400 + Math.random() * 2200);
      if (all() !== strangers) midway += 1;
      const code = await run(["sweep", "--journals", journals]);
      const left = readdirSync(journals).length;
      // 3: those beside are told each time, and the others are swept all the same.
      if (code !== 3 || all() !== strangers || left !== beside) wrong += 1;
    }
    rmSync(folder, { recursive: true, force: true });
    return [
      alone("runs of 100, killed, that had left users", midway, "some", (value) => value > 0),
      alone(
        "runs of 100, killed and swept, after which not all is as it was",
        wrong,
        "0",
        (value) => value === 0,
      ),
    ];
  },
};
