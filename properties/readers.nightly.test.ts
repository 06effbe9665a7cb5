import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { commandFrom } from "../models/contract/command.ts";
import type { Exchange } from "../models/contract/contract.ts";
import { model } from "../models/model.ts";
import { formats } from "../reports/index.ts";
import { type Report, reportSchema } from "../reports/report.ts";
import { BadStory, isToken, storedStory, storyFrom } from "../reports/token.ts";
import { rulingOn } from "../reports/verdict.ts";
import { answerIn } from "../targets/answer-in.ts";
import { BadDeviations, readDeviations } from "../targets/deviations/read.ts";
import { resultIn } from "../targets/outputs.ts";
import { reference } from "../targets/reference/index.ts";
import { mutants } from "../targets/reference/mutants/index.ts";
import { BadJournal, readJournal } from "../targets/sweep.ts";
import { BadRecording, headerFor, readRecording, Recorder } from "./check/recording.ts";
import { BadTrail, readTrail } from "./cloudtrail/events.ts";
import { TrailJudging } from "./cloudtrail/judging.ts";
import { lookedUp, recordOf } from "./cloudtrail/trail.fixtures.ts";
import { damagedData, damagedText, oddValue } from "./damage.fixtures.ts";
import { Judging } from "./judging.ts";
import { toldStories } from "./recorded-stories.ts";
import { replay } from "./replaying.ts";
import type { Telling } from "./run/trace.ts";
import { survey } from "./survey.ts";

const folder = mkdtempSync(join(tmpdir(), "ec-readers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const seed = 228;
/** As often as it takes; `.ci/nightly` asks for more. What is judged besides is asked for a tenth of it. */
const numRuns = Number(process.env["READERS_RUNS"] ?? 2000);
const often = { seed, numRuns };
const seldom = { seed, numRuns: Math.ceil(numRuns / 10) };

/** Lets nothing out but an error of this kind, which says what is wrong in one line. */
async function orSaid<T>(
  bad: abstract new (...args: never) => Error,
  read: () => T | Promise<T>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof bad && error.message !== "") return undefined;
    throw error;
  }
}

/** A small run of a faulty service, as report and as what was told. */
let report: Report;
const tellings: Telling[] = [];

beforeAll(async () => {
  const fault =
    mutants.find(({ rule }) => rule === "create-user/user-id-in-lower-case")?.fault ?? {};
  const whole = await survey(reference({ fault }), {
    seed,
    commands: 400,
    shrinkCommands: 60,
    settleSeconds: 10,
    onTelling: (telling) => tellings.push(telling),
  });
  const rules = whole.rules.filter(({ outcome }, index) => outcome !== "kept" || index % 100 === 0);
  report = { ...whole, rules };
});

const judgingOptions = { suiteVersion: "test", deviations: [] };

describe("whatever is read from outside is a value, or one line that says why not", () => {
  it(`a report, and what is written of it (seed ${seed})`, () => {
    const baseline = reportSchema.parse(JSON.parse(JSON.stringify(report)));
    fc.assert(
      fc.property(damagedData([baseline]), (data) => {
        const read = reportSchema.safeParse(data);
        if (!read.success) return;
        for (const format of Object.values(formats)) format.write(read.data);
        rulingOn(read.data, { strict: true, baseline });
        rulingOn(baseline, { baseline: read.data });
      }),
      seldom,
    );
  });

  it(`a token, and a story (seed ${seed})`, async () => {
    const tokens = toldStories().map(({ token }) => token);
    const stories = tokens.map((token) => storedStory(token));
    await fc.assert(
      fc.asyncProperty(damagedText(tokens), async (text) => {
        await orSaid(BadStory, () => storedStory(isToken(text) ? text : `ec1.${text}`));
      }),
      often,
    );
    const target = reference();
    await fc.assert(
      fc.asyncProperty(damagedData(stories), async (data) => {
        const story = await orSaid(BadStory, () => storyFrom(data));
        const times = story?.commands.reduce((sum, command) => sum + (command.times ?? 1), 0) ?? 0;
        if (story !== undefined && times < 50) await replay(target, story, { settleSeconds: 1 });
      }),
      { ...often, numRuns: Math.ceil(numRuns / 3) },
    );
    await target.close();
  });

  it(`an answer on the wire (seed ${seed})`, () => {
    const exchanges = tellings
      .flatMap(({ trace }) => trace.said.map(({ exchange }) => exchange))
      .filter(({ answer }) => answer.wire !== undefined);
    const samples = exchanges.map(({ answer }) => answer.wire?.body ?? "");
    const start = model.initial("us-east-1");
    fc.assert(
      fc.property(
        damagedText(samples),
        fc.nat(),
        fc.constantFrom(200, 400, 404, 500),
        (body, at, status) => {
          const { command } = exchanges[at % exchanges.length] ?? {};
          if (command === undefined) return;
          const answer = answerIn(command.operation, {
            status,
            headers: { "content-type": "text/xml" },
            body,
          });
          const exchange: Exchange = Object.assign({ command }, { answer });
          model.check(start, exchange);
          model.step(start, exchange);
        },
      ),
      often,
    );
  });

  it(`what an adapter answers (seed ${seed})`, () => {
    const start = model.initial("us-east-1");
    const command = commandFrom({ operation: "DescribeUsers", input: {} });
    const sample = {
      Users: [
        { UserId: "u-0", UserName: "ann", Authentication: { Type: "password", PasswordCount: 1 } },
      ],
      Marker: "m",
    };
    fc.assert(
      fc.property(oddValue(sample), (given) => {
        const output = resultIn("DescribeUsers", given);
        const exchange: Exchange = Object.assign(
          { command },
          { answer: { kind: "accepted" as const, output } },
        );
        model.check(start, exchange);
        model.step(start, exchange);
      }),
      often,
    );
  });

  it(`a recording (seed ${seed})`, async () => {
    const lines: string[] = [];
    const options = {
      suite: "test",
      seed,
      budget: { commands: 1, shrinkCommands: 1, settleSeconds: 1 },
    };
    const recorded = (all: readonly Telling[]): readonly string[] => {
      const written: string[] = [];
      const recorder = new Recorder(
        (line) => written.push(line.trimEnd()),
        headerFor(reference(), options),
      );
      for (const telling of all) recorder.telling(telling);
      recorder.end(report);
      return written;
    };
    lines.push(...recorded(tellings.slice(0, 5)));
    const read = async (all: readonly string[]): Promise<void> => {
      await orSaid(BadRecording, async () => {
        const judging = new Judging(judgingOptions);
        await readRecording(
          (async function* each() {
            yield* all;
          })(),
          judging,
        );
        return judging.report();
      });
    };
    await fc.assert(
      fc.asyncProperty(fc.nat(lines.length - 1), damagedText(lines), async (at, line) => {
        await read(lines.with(at, line));
      }),
      seldom,
    );
    // Whoever writes a recording can make its sums right, too.
    const samples = tellings.slice(0, 40).map((one): unknown => JSON.parse(JSON.stringify(one)));
    await fc.assert(
      fc.asyncProperty(damagedData(samples), async (data) => {
        let all: readonly string[];
        try {
          all = recorded([Object.assign(Object(data))]);
        } catch {
          // Our own writer takes nothing that is no telling: then nothing is written.
          return;
        }
        await read(all);
      }),
      { ...seldom, numRuns: Math.ceil(numRuns / 3) },
    );
  });

  it(`what CloudTrail recorded (seed ${seed})`, async () => {
    const exchanges = tellings
      .slice(0, 8)
      .flatMap(({ trace }) => trace.said.map(({ exchange }) => exchange));
    const records = exchanges.flatMap(
      (exchange, index) =>
        recordOf(exchange, index, new Date(Date.UTC(2026, 9, 1, 0, 0, index))) ?? [],
    );
    const judged = async (text: string): Promise<void> => {
      await orSaid(BadTrail, () => {
        const judging = new TrailJudging(judgingOptions);
        judging.take(readTrail(text));
        return judging.report();
      });
    };
    await fc.assert(fc.asyncProperty(damagedText([lookedUp(records.slice(0, 3))]), judged), seldom);
    await fc.assert(
      fc.asyncProperty(damagedData([records.slice(0, 6)]), async (data) => {
        await judged(JSON.stringify({ Records: data }));
        if (Array.isArray(data))
          await judged(lookedUp(data.filter((one) => typeof one === "object" && one !== null)));
      }),
      seldom,
    );
  });

  it(`a list of deviations (seed ${seed})`, async () => {
    const file = join(folder, "list.json");
    const samples = [
      {
        target: "moto",
        version: "1",
        deviations: [
          { operation: "ModifyUser", because: "no" },
          {
            rule: "create-user/arn",
            because: "no",
            fact: "F044",
            defect: "x",
            story: toldStories()[0]?.token,
          },
        ],
      },
    ];
    const read = async (text: string): Promise<void> => {
      writeFileSync(file, text);
      await orSaid(BadDeviations, () => readDeviations(file, () => undefined));
    };
    await fc.assert(
      fc.asyncProperty(damagedText(samples.map((one) => JSON.stringify(one))), read),
      often,
    );
    await fc.assert(
      fc.asyncProperty(
        damagedData(samples).map((one) => JSON.stringify(one)),
        read,
      ),
      often,
    );
  });

  it(`a journal (seed ${seed})`, async () => {
    const file = join(folder, "journal.jsonl");
    const heading = {
      run: "ec01234567",
      target: "endpoint",
      endpoint: "http://127.0.0.1:1/",
      region: "us-east-1",
      begun: "2026-11-27T00:00:00Z",
      process: { id: 1, host: "here" },
    };
    const lines = [
      heading,
      { making: "user", name: "ec01234567-u-0" },
      { gone: "user", name: "ec01234567-u-0" },
    ];
    const text = `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`;
    const read = async (written: string): Promise<void> => {
      writeFileSync(file, written);
      const entry = await orSaid(BadJournal, () => readJournal(file));
      for (const { name } of entry?.owned ?? []) expect(name).toContain(entry?.run);
    };
    await fc.assert(fc.asyncProperty(damagedText([text]), read), often);
    const data = damagedData([lines]).map((one) =>
      Array.isArray(one)
        ? one.map((line) => `${JSON.stringify(line)}\n`).join("")
        : JSON.stringify(one),
    );
    await fc.assert(fc.asyncProperty(data, read), often);
  });
});
