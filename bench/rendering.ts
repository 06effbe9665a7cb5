import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import * as z from "zod";

import { survey } from "../properties/survey.ts";
import { together } from "../targets/reference/faults.ts";
import { reference } from "../targets/reference/index.ts";
import { mutants } from "../targets/reference/mutants/index.ts";
import { alone, type Bench } from "./figure.ts";

const root = new URL("../", import.meta.url);

/** A process of its own, so that the memory is that of rendering and of nothing before it. */
const program = `
import { readFileSync } from "node:fs";
import { formats } from "${new URL("reports/index.ts", root).href}";
import { reportSchema } from "${new URL("reports/report.ts", root).href}";
const started = performance.now();
const report = reportSchema.parse(JSON.parse(readFileSync(process.argv[1], "utf8")));
const texts = Object.values(formats).flatMap(({ write }) => write(report));
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024, texts: texts.length }));
`;

const spent = z.object({ seconds: z.number(), megabytes: z.number(), texts: z.number().min(1) });

/** Time and memory of writing a report in all formats. */
export const rendering: Bench = {
  name: "rendering",
  async run(say) {
    say("surveying a service in which much is wrong");
    // Every ninth fault: about as many as a young emulator has.
    const faults = mutants.filter((_, index) => index % 9 === 0).map(({ fault }) => fault);
    const report = await survey(reference({ fault: together(faults) }), { commands: 3000 });
    const broken = report.rules.filter(({ outcome }) => outcome === "broken").length;
    const folder = mkdtempSync(join(tmpdir(), "ec-rendering-"));
    try {
      const file = join(folder, "report.json");
      writeFileSync(file, JSON.stringify(report));
      const said = execFileSync(process.execPath, ["--input-type=module", "-e", program, file]);
      const { seconds, megabytes } = spent.parse(JSON.parse(said.toString()));
      const what = `to write ${report.rules.length} rules, ${broken} of them broken, in all formats`;
      return [
        alone(`seconds ${what}`, seconds, "< 2", (value) => value < 2),
        alone(`megabytes ${what}, with Node's own`, megabytes, "< 200", (value) => value < 200),
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
