import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import * as fc from "fast-check";
import { afterAll, beforeEach, describe, expect, it } from "vitest";

import { conformance } from "../cli/program.fixtures.ts";
import { listen } from "./reference/mount.ts";
import { createReference } from "./reference/service.ts";
import type { Refusal } from "./reference/store.ts";
import { BadJournal, readJournal } from "./sweep.ts";

const folder = mkdtempSync(join(tmpdir(), "ec-sweep-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = "ecaaaaaaaa";
const heading = (endpoint: string, name = run): string =>
  JSON.stringify({
    run: name,
    target: "endpoint",
    endpoint,
    region: "us-east-1",
    begun: "2026-11-25T00:00:00.000Z",
    process: { id: 1, host: "elsewhere" },
  });
const making = (name: string): string => JSON.stringify({ making: "user", name });
const ours = `${run}1-u-0`;

/** Journals that cannot be relied on, each as a kill or a power cut may leave it, or somebody who means harm. */
const bad: Readonly<Record<string, (endpoint: string) => string>> = {
  empty: () => "",
  "torn in its heading": (at) => heading(at, "ecbbbbbbbb").slice(0, 40),
  "without an end of its heading": (at) => heading(at, "ecbbbbbbbb"),
  "torn in the middle": (at) =>
    `${heading(at, "ecbbbbbbbb")}\n{"making":"us\n${making("ecbbbbbbbb1-u-0")}\n`,
  "full of NULs": (at) =>
    `${heading(at, "ecbbbbbbbb")}\n${making("ecbbbbbbbb1-u-0")}\n${"\0".repeat(512)}\n`,
  "naming a stranger": (at) => `${heading(at, "ecbbbbbbbb")}\n${making("payments")}\n`,
  "naming another run": (at) => `${heading(at, "ecbbbbbbbb")}\n${making("eccccccccc1-u-0")}\n`,
  "naming default": (at) => `${heading(at, "ecbbbbbbbb")}\n${making("default")}\n`,
  "of something else": () => "{}\n",
};

describe("sweep (D4)", () => {
  const journals = join(folder, "journals");
  beforeEach(() => {
    rmSync(journals, { recursive: true, force: true });
    mkdirSync(journals);
  });

  const inhabited = () => {
    const service = createReference();
    for (const id of [ours, "payments", "ecbbbbbbbb1-u-0"])
      service.handle({
        headers: {},
        body: `Action=CreateUser&UserId=${id}&UserName=x&Engine=redis&AccessString=on&NoPasswordRequired=true`,
      });
    const ids = (): readonly string[] =>
      Array.from(
        service
          .handle({ headers: {}, body: "Action=DescribeUsers" })
          .body.matchAll(/<UserId>(?<id>[^<]*)/g),
        ({ groups }) => groups?.["id"] ?? "",
      );
    return { service, ids };
  };

  it.each(Object.keys(bad))("tells a journal %s, and sweeps by the next one", async (kind) => {
    const { service, ids } = inhabited();
    await using listening = await listen(service, 0);
    writeFileSync(join(journals, "a.jsonl"), bad[kind]?.(listening.url) ?? "");
    writeFileSync(join(journals, "b.jsonl"), `${heading(listening.url)}\n${making(ours)}\n`);
    const { code, out, err } = await conformance(["sweep", "--journals", journals]);
    expect({ code, out, err }).toEqual({
      code: 3,
      out: expect.stringContaining(`gone: all of run ${run}`),
      err: expect.stringMatching(/a\.jsonl/),
    });
    expect(ids()).toEqual(expect.arrayContaining(["payments", "default", "ecbbbbbbbb1-u-0"]));
    expect(ids()).not.toContain(ours);
    expect(readdirSync(journals)).toEqual(["a.jsonl"]);
  });

  it.each<readonly [string, string]>([
    ["only its heading", ""],
    ["all gone", `${making(ours)}\n${JSON.stringify({ gone: "user", name: ours })}\n`],
  ])(
    "says of a journal with %s that all is gone only after it has seen the lists",
    async (_, lines) => {
      writeFileSync(join(journals, "a.jsonl"), `${heading("http://127.0.0.1:1")}\n${lines}`);
      const { code, out, err } = await conformance(["sweep", "--journals", journals]);
      expect({ code, out: out.includes("gone:"), err }).toEqual({
        code: 3,
        out: false,
        err: expect.stringMatching(/the lists at \S+ cannot be read to their end/),
      });
      expect(readdirSync(journals)).toEqual(["a.jsonl"]);
    },
  );

  it.each<readonly [string, string]>([
    ["is not there", join(folder, "nosuch")],
    ["is a file", join(folder, "file")],
  ])("does not call an account clean where the folder of journals %s", async (_, path) => {
    writeFileSync(join(folder, "file"), "");
    const { code, out, err } = await conformance(["sweep", "--journals", path]);
    expect({ code, out, err }).toEqual({
      code: 2,
      out: "",
      err: expect.stringMatching(/^no journals can be read in .*\n$/),
    });
  });

  it("by age tells of whom the tags could not be read, and leaves them alone", async () => {
    const service = createReference({ fault: { refuse: deny } });
    service.handle({
      headers: {},
      body: `Action=CreateUser&UserId=${ours}&UserName=x&Engine=redis&AccessString=on&NoPasswordRequired=true`,
    });
    await using listening = await listen(service, 0);
    const at = ["--endpoint", listening.url, "--region", "us-east-1"];
    const { code, err } = await conformance(["sweep", "--older-than", "0s", ...at]);
    expect({ code, err }).toEqual({
      code: 3,
      err: expect.stringMatching(
        /^of 1 that bear a name like ours the tags cannot be read.*ecaaaaaaaa1-u-0\n$/,
      ),
    });
  });
});

const deny = ({ operation }: { readonly operation: string }): Refusal | undefined =>
  operation === "ListTagsForResource"
    ? { kind: "refused", code: "AccessDenied", message: "no", status: 403 }
    : undefined;

it("reads any file as a journal, or says in words why it is none", async () => {
  const path = join(folder, "any.jsonl");
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string(),
        fc
          .array(fc.oneof(fc.json(), fc.constant(making(ours)), fc.constant(heading("http://x"))))
          .map((lines) => lines.join("\n")),
        fc
          .array(fc.constantFrom(making(ours), making("payments"), "{}", "\0"))
          .map((lines) => [heading("http://x"), ...lines, ""].join("\n")),
      ),
      async (content) => {
        writeFileSync(path, content);
        const read = await readJournal(path).catch((error: Error) => error);
        expect(read instanceof BadJournal || (!(read instanceof Error) && read.run === run)).toBe(
          true,
        );
        expect(JSON.stringify(read)).not.toContain("payments");
      },
    ),
    { numRuns: 1000, seed: 15 },
  );
});
