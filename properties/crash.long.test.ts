import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Command } from "../models/contract/contract.ts";
import { operationNames } from "../models/contract/requests.ts";
import { traitsOf } from "../models/contract/traits.ts";
import type { Report } from "../reports/report.ts";
import { rulingOn } from "../reports/verdict.ts";
import { type Adapter, client, Refusal } from "../targets/client.ts";
import { reference } from "../targets/reference/index.ts";
import type { Send, Target } from "../targets/target.ts";
import { conversations } from "./arbitrary.ts";
import { generatorOptionsFor } from "./generate/generator-options.ts";
import { defaultRun, survey } from "./survey.ts";

/** The reference service, but that requests which fit are answered with a page that says HTTP 500. */
function crashing(fits: (command: Command) => boolean): Target {
  const sound = reference();
  return {
    ...sound,
    async open(ending) {
      const session = await sound.open(ending);
      const send: Send = async (command) => {
        const plain: Command = JSON.parse(JSON.stringify(command));
        return fits(plain) ? down : session.send(command);
      };
      return { ...session, send };
    },
  };
}

const down = {
  kind: "lost",
  reason: "HTTP 500 text/html, <h1>Internal Server Error</h1>",
  wire: { status: 500, headers: { "content-type": "text/html" }, body: "<h1>" },
} as const;

const surveyed = (target: Target, commands = 1500): Promise<Report> =>
  survey(target, { ...defaultRun, commands, settleSeconds: 5 });

const attributed = ({ rules }: Report): readonly string[] =>
  rules.flatMap(({ id, outcome }) =>
    ["broken", "flaky", "unconfirmed"].includes(outcome) ? [id] : [],
  );

/** What requests look like that the generator makes now and then, and not always. */
function traits(): readonly string[] {
  const generation = generatorOptionsFor(reference(), operationNames);
  const counts = new Map<string, number>();
  const commands = fc.sample(conversations(generation), { seed: 16, numRuns: 300 }).flat();
  for (const command of commands)
    for (const trait of traitsOf(command))
      if (trait !== command.operation) {
        const key = `${command.operation} ${trait}`;
        counts.set(key, 1 + (counts.get(key) ?? 0));
      }
  return [...counts].filter(([, count]) => count > 15 && count < 200).map(([key]) => key);
}

describe("a request that brings the service down each time (16.2)", () => {
  it.each(fc.sample(fc.constantFrom(...traits()), { seed: 2, numRuns: 8 }))(
    "is told, whatever it is that does it: %s",
    async (key) => {
      const [operation = "", ...words] = key.split(" ");
      const trait = words.join(" ");
      const target = crashing(
        (command) => command.operation === operation && traitsOf(command).includes(trait),
      );
      const report = await surveyed(target);
      expect(attributed(report)).toEqual([]);
      expect(report.crashes?.map(({ id }) => id)).toEqual([`crash/${operation}: HTTP 500`]);
      const [crash] = report.crashes ?? [];
      const last: Command = JSON.parse(JSON.stringify(crash?.counterexample.commands.at(-1)));
      expect(traitsOf(last)).toContain(trait);
      expect(report.lost).toEqual([]);
      expect(rulingOn(report, {}).exitCode).toBe(0);
      expect(rulingOn(report, { strict: true })).toMatchObject({ exitCode: 1 });
      expect(rulingOn(report, { strict: true, baseline: report }).exitCode).toBe(0);
    },
  );

  it("is told twice where two things do it", async () => {
    const report = await surveyed(
      crashing(
        ({ operation, input }) =>
          operation === "CreateUser" &&
          (("Tags" in input && input.Tags?.some(({ Key }) => Key === undefined)) ||
            ("UserName" in input && input.UserName === "")),
      ),
      4000,
    );
    expect(report.crashes?.map(({ operation }) => operation)).toEqual(["CreateUser", "CreateUser"]);
  });

  it("is told of an operation that is always so, and of an Action that nobody has, by its own name", async () => {
    const isList = ({ operation, action }: Command): boolean =>
      operation === "ListTagsForResource" && action === undefined;
    const lists = await surveyed(crashing(isList));
    expect(attributed(lists)).toEqual([]);
    expect(lists.operations).toMatchObject({ ListTagsForResource: "supported" });
    expect(lists.crashes?.map(({ operation }) => operation)).toEqual(["ListTagsForResource"]);
    const unknown = await surveyed(
      crashing(({ action }) => action !== undefined),
      4000,
    );
    expect(unknown.crashes?.map(({ operation }) => operation)).toEqual(["DescribeUzers"]);
  });

  it("is not said of operations that are answered as an Action that nobody has", async () => {
    const report = await surveyed(
      crashing(
        ({ operation, action }) => operation === "ListTagsForResource" || action !== undefined,
      ),
      4000,
    );
    expect(report.operations).toMatchObject({ ListTagsForResource: "unsupported" });
    expect(report.crashes?.map(({ operation }) => operation)).toEqual(["DescribeUzers"]);
  });

  it("is not a refusal for want of something, though it comes each time", async () => {
    for (const code of ["UserQuotaExceeded", "ServiceLinkedRoleNotFoundFault"]) {
      const adapter: Adapter = {
        CreateUser: async () => {
          throw new Refusal(code, "no more");
        },
        DescribeUsers: async () => ({ Users: [] }),
      };
      const report = await surveyed(client(adapter, { reset: () => {} }), 300);
      expect(report.crashes).toBeUndefined();
      expect(report.lost).toContainEqual(
        expect.objectContaining({ operation: "CreateUser", reason: `${code}: no more` }),
      );
    }
  });

  it("is not what the road does now and then", async () => {
    const chance = fc.sample(fc.noBias(fc.nat(99)), { seed: 3, numRuns: 100_000 });
    let turn = 0;
    const report = await surveyed(
      crashing(() => {
        turn += 1;
        return (chance[turn % chance.length] ?? 0) < 6;
      }),
    );
    expect(report.crashes).toBeUndefined();
    expect(report.lost.length).toBeGreaterThan(0);
    expect(attributed(report)).toEqual([]);
  });
});
