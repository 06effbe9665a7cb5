import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { formats } from "../reports/index.ts";
import { listen } from "../targets/reference/mount.ts";
import { createReference, type Fault } from "../targets/reference/service.ts";
import { alone, type Bench } from "./figure.ts";

const program = new URL("../cli/index.ts", import.meta.url).pathname;

/** How many runs are made, of so many requests each. */
const [runs, requests] = [100, 150] as const;

/** A service that shows passwords wherever it can, and the passwords that it was sent. */
function leaking(passwords: Set<string>): Fault {
  return {
    outcome: (outcome, _, input) => {
      const sent = [...(input.Passwords ?? []), ...(input.AuthenticationMode?.Passwords ?? [])];
      for (const password of sent) if (password.length > 9) passwords.add(password);
      const [one = [...passwords][0] ?? "none"] = sent;
      return outcome.kind === "refused"
        ? { ...outcome, message: `${outcome.message} ${one} ${encodeURIComponent(one)}` }
        : { ...outcome, result: { ...outcome.result, UserName: one, Note: btoa(one) } };
    },
  };
}

const spellings = (password: string): readonly string[] => [
  password,
  encodeURIComponent(password),
  JSON.stringify(password).slice(1, -1),
  btoa(password),
  Buffer.from(password).toString("hex"),
  password.split("").toReversed().join(""),
  password.toUpperCase(),
];

/** All that a run left in a folder and said. */
const textsIn = (folder: string, said: string): readonly string[] => [
  said,
  ...readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8")),
];

function run(...options: readonly string[]): Promise<string> {
  const args = options.flatMap((line) => line.split(" "));
  const child = spawn(process.execPath, [program, "run", ...args]);
  return new Promise((resolve) => {
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        said += String(chunk);
      });
    child.on("close", () => resolve(said));
  });
}

/** Whether a password stands in anything that runs leave or say, at a service that shows all of them. */
export const secrets: Bench = {
  name: "secrets",
  isLong: true,
  async run(say) {
    const passwords = new Set<string>();
    await using service = await listen(createReference({ fault: leaking(passwords) }), 0);
    let files = 0;
    let leaks = 0;
    for (let seed = 0; seed < runs; seed += 1) {
      const out = mkdtempSync(join(tmpdir(), "ec-secrets-"));
      const said = await run(
        `--endpoint ${service.url} --seed ${seed} --commands ${requests} --shrink-commands 20 --settle-seconds 1`,
        `--formats ${Object.keys(formats).join()} --out ${out}/report --record ${out}/trace.jsonl --journals ${out}/journals`,
      );
      const texts = textsIn(out, said);
      files += texts.length;
      const known = [...passwords].flatMap((password) => spellings(password));
      leaks += texts.filter((text) => known.some((one) => text.includes(one))).length;
      rmSync(out, { recursive: true, force: true });
      passwords.clear();
      if (seed % 10 === 9) say(`${seed + 1} of ${runs}: ${files} texts, ${leaks} with a password`);
    }
    return [
      alone(
        `texts of ${files} that ${runs} runs left, with a password`,
        leaks,
        "0",
        (n) => n === 0,
      ),
    ];
  },
};
