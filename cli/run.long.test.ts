import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { describe, expect, it } from "vitest";

import { listen } from "../targets/reference/mount.ts";
import { createReference } from "../targets/reference/service.ts";
import { conformance, faulty, folder, reportIn } from "./program.fixtures.ts";

describe("run", () => {
  it("surveys the reference when no target is named, and exits 0", async () => {
    const out = join(folder, "plain");
    const { code, out: said, err } = await conformance(["--commands", "1500", "--out", out]);
    expect({ code, err: err.includes("Error") }).toEqual({ code: 0, err: false });
    expect(said).toMatch(/coverage [89]\d(?:\.\d)? %, divergence 0 %, grade A/);
    const report = reportIn(out);
    const outcomes = report.rules.map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome !== "kept" && outcome !== "untried")).toEqual([]);
    expect(readFileSync(join(out, "report.md"), "utf8")).toContain("<summary>Every rule</summary>");
  });

  it("holds a client to the contract, on a reference service of its own", async () => {
    const out = join(folder, "client");
    const adapter = new URL("../examples/adapter.ts", import.meta.url).pathname;
    const { code } = await conformance(["--client", adapter, "--commands", "300", "--out", out]);
    expect(code).toBe(0);
    expect(reportIn(out).target.name).toBe("client");
  });

  it("says every conversation up to a length, and what that proves", async () => {
    const out = join(folder, "exhaustive");
    const { code, out: said } = await conformance(["run", "--exhaustive", "2", "--out", out]);
    expect(code).toBe(0);
    expect(said).toContain(
      "no violation in all 221 conversations of up to 2 commands over two users",
    );
    expect(reportIn(out).exhaustive).toEqual({ length: 2, conversations: 221, isComplete: true });
  });

  it("finds by exhaustion what is broken, in its shortest story", async () => {
    await using target = await faulty("delete-user/unknown-user");
    const out = join(folder, "exhausted");
    const at = ["--endpoint", target.url, "--exhaustive", "1", "--parallel", "4"];
    const { code, out: said } = await conformance(["run", ...at, "--out", out]);
    expect(code).toBe(1);
    expect(said).toContain("all 11 conversations of up to 1 commands over two users were said");
    const broken = reportIn(out).rules.find(({ id }) => id === "delete-user/unknown-user");
    expect(broken?.counterexample?.commands).toHaveLength(1);
  });

  it("exits 1 on a broken rule, whose token and report replay as STILL BROKEN", async () => {
    await using target = await faulty("create-user/engine-unknown");
    const out = join(folder, "broken");
    const at = ["--endpoint", target.url];
    const few = ["--seed", "1", "--commands", "350"];
    const run = await conformance(["run", ...at, ...few, "--out", out]);
    expect(run.code).toBe(1);
    expect(run.out).toContain("broken create-user/engine-unknown (must)");
    const broken = reportIn(out).rules.find(({ outcome }) => outcome === "broken");
    const again = await conformance(["replay", broken?.counterexample?.token ?? "", ...at]);
    expect({ code: again.code, out: again.out }).toMatchObject({
      code: 1,
      out: expect.stringContaining("STILL BROKEN create-user/engine-unknown"),
    });
    const whole = await conformance(["replay", join(out, "report.json"), ...at]);
    expect(whole.out).toContain("STILL BROKEN create-user/engine-unknown");
    const elsewhere = await conformance(["replay", join(out, "report.json")]);
    expect(elsewhere).toEqual({
      code: 2,
      out: "",
      err: expect.stringMatching(/^the story of \S+ was found at an endpoint .* or --anyway\n$/),
    });
    const anyway = await conformance(["replay", join(out, "report.json"), "--anyway"]);
    expect(anyway).toMatchObject({
      code: 0,
      out: "FIXED create-user/engine-unknown at reference\n",
    });
    const baseline = await conformance([
      ...at,
      ...few,
      "--out",
      out,
      "--baseline",
      join(out, "report.json"),
    ]);
    expect(baseline.code).toBe(0);
  });

  it("says with every story the line that tells it again, with all that it takes (16.5)", async () => {
    const adapter = new URL("../examples/flawed/adapter.fixtures.ts", import.meta.url).pathname;
    const settings = ["--client", adapter, "--settle-seconds", "7"];
    const found = await conformance([
      ...settings,
      "--rules",
      "delete-user/unknown-user",
      "--commands",
      "1500",
      "--out",
      folder,
    ]);
    const [, line = ""] = /replay: +npm run conformance -- (.*)/.exec(found.out) ?? [];
    expect(line.split(" ").slice(2)).toEqual(settings);
    const again = await conformance(line.split(" "));
    expect(again).toMatchObject({
      code: 1,
      out: expect.stringContaining("STILL BROKEN delete-user/unknown-user"),
    });
    const forgotten = await conformance(line.split(" ").slice(0, 2));
    expect(forgotten).toMatchObject({
      code: 2,
      err: expect.stringContaining("a client (--client)"),
    });
  });

  it("writes what is broken into a list, with which it conforms until that is mended (16.7)", async () => {
    const list = join(folder, "list.json");
    const few = ["--seed", "1", "--commands", "350", "--out", folder];
    const stored = () => JSON.parse(readFileSync(list, "utf8"));
    await using target = await faulty("create-user/engine-unknown");
    const at = ["--endpoint", target.url, ...few];
    expect(await conformance([...at, "--write-deviations", list])).toMatchObject({
      code: 1,
      out: expect.stringContaining(`${list}: 1 deviations`),
    });
    const entry = {
      rule: "create-user/engine-unknown",
      because: "TODO",
      defect: "create-user/engine-unknown",
      story: expect.stringMatching(/^ec1\./),
    };
    expect(stored()).toEqual({ target: "endpoint", deviations: [entry] });
    writeFileSync(list, readFileSync(list, "utf8").replace("TODO", "It takes any engine."));
    // Another seed, and hardly a request: the story tells.
    const seldom = ["--endpoint", target.url, "--seed", "9", "--commands", "12", "--out", folder];
    for (const args of [at, seldom])
      expect(await conformance([...args, "--deviations", list])).toMatchObject({
        out: expect.stringContaining("1 tolerated"),
      });
    expect((await conformance([...at, "--write-deviations", list])).code).toBe(0);
    expect(stored().deviations).toEqual([{ ...entry, because: "It takes any engine." }]);
    await using sound = await listen(createReference(), 0);
    const mended = ["--endpoint", sound.url, ...few];
    expect(await conformance([...mended, "--deviations", list])).toMatchObject({
      code: 1,
      out: expect.stringContaining("exit 1: 1 stale"),
    });
    await conformance([...mended, "--write-deviations", list]);
    expect(stored().deviations).toEqual([]);
  });

  it("is judged again from its recording, to the rule, and what is damaged is not", async () => {
    await using target = await faulty("create-user/engine-unknown");
    const recording = join(folder, "run.jsonl");
    const out = join(folder, "recorded");
    const few = ["--seed", "1", "--commands", "350", "--out", out];
    const ran = await conformance(["--endpoint", target.url, ...few, "--record", recording]);
    const again = join(folder, "judged");
    const judged = await conformance(["judge", recording, "--out", again]);
    expect({ code: judged.code, err: judged.err }).toEqual({ code: ran.code, err: "" });
    expect(judged.out).not.toContain("changed since it was recorded");
    const of = (path: string) => reportIn(path).rules.map(({ id, outcome }) => [id, outcome]);
    expect(of(again)).toEqual(of(out));
    const text = readFileSync(recording, "utf8");
    writeFileSync(recording, text.replace('"UserId":"u-0"', '"UserId":"u-1"'));
    expect(await conformance(["judge", recording, "--out", again])).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringMatching(
        /run\.jsonl: line \d+ was changed, or one before it is missing\n$/,
      ),
    });
    expect(await conformance(["judge", join(folder, "nowhere.jsonl")])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^no recording can be read at .*\n$/),
    });
  });

  it("is joined from its shards, of which each must be there once", async () => {
    await using target = await faulty("delete-user/unknown-user");
    const shards = join(folder, "shards");
    const each = [1, 2].map((index) => join(shards, String(index)));
    for (const [place, out] of each.entries()) {
      const shard = ["--shard", `${place + 1}/2`, "--out", out, "--endpoint", target.url];
      const ran = await conformance([...shard, "--commands", "1200"]);
      expect(ran.out).toContain(`seed 42, shard ${place + 1} of 2: `);
    }
    const [one = "", other = ""] = each;
    const out = join(shards, "merged");
    const merged = await conformance(["merge", one, join(other, "report.json"), "--out", out]);
    expect(merged).toMatchObject({ code: 1, err: "" });
    expect(merged.out).toContain("seed 42, in 2 shards: ");
    expect(reportIn(out).spent.commands).toBe(1200);
    expect(reportIn(out).rules).toContainEqual(
      expect.objectContaining({ id: "delete-user/unknown-user", outcome: "broken" }),
    );
    expect(await conformance(["merge", one, "--out", out])).toMatchObject({
      code: 1,
      out: expect.stringContaining("not all could be tried: shard 2 of 2 is missing"),
    });
    expect(await conformance(["merge", one, one, "--out", out])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^.* and .* are both shard 1: name each once\n$/),
    });
    const whole = join(shards, "whole.jsonl");
    const soon = ["--endpoint", target.url, "--commands", "300"];
    await conformance([...soon, "--out", shards, "--record", whole]);
    expect(await conformance(["merge", one, whole, "--out", out])).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /is of a whole run, and no shard of one: `judge` gives its report\n$/,
      ),
    });
    const third = join(shards, "third");
    await conformance([...soon, "--shard", "1/3", "--out", third]);
    expect(await conformance(["merge", one, third, "--out", out])).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /are not of one run: the number of shards is 2 there, and 3 here\n$/,
      ),
    });
  });

  it("judges what CloudTrail recorded, packed or not, and names what cannot be read", async () => {
    const record = {
      eventTime: "2026-10-01T10:00:00Z",
      eventSource: "elasticache.amazonaws.com",
      eventName: "CreateUser",
      awsRegion: "eu-central-1",
      requestParameters: { userId: "u", userName: "u", engine: "oracle", accessString: "on +@all" },
      responseElements: { userId: "u", userName: "u", engine: "oracle", status: "active" },
    };
    const packed = join(folder, "trail.json.gz");
    const events = join(folder, "events.json");
    writeFileSync(packed, gzipSync(JSON.stringify({ Records: [record] })));
    writeFileSync(
      events,
      JSON.stringify({ Events: [{ CloudTrailEvent: JSON.stringify(record) }] }, undefined, 2),
    );
    for (const file of [packed, events])
      expect(await conformance(["judge", file, "--out", folder])).toMatchObject({
        code: 1,
        err: "",
        out: expect.stringContaining("broken create-user/engine-unknown (must)"),
      });
    const recording = join(folder, "mixed.jsonl");
    writeFileSync(recording, '{"recording":"elasticache-conformance"}\n');
    expect(await conformance(["judge", packed, recording])).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringMatching(/^recordings of `run --record` and files of CloudTrail .*\n$/),
    });
    writeFileSync(packed, readFileSync(packed).subarray(0, 60));
    expect(await conformance(["judge", packed])).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringMatching(
        /trail\.json\.gz: it cannot be unpacked \(.*\): fetch it again\n$/,
      ),
    });
  });

  it("lets a broken `should` rule pass unless it is strict", async () => {
    await using target = await faulty("delete-user/status-deleting");
    const args = ["--endpoint", target.url, "--commands", "350", "--rules", "delete-user/*"];
    expect((await conformance([...args, "--out", folder])).code).toBe(0);
    expect((await conformance([...args, "--out", folder, "--strict"])).code).toBe(1);
  });

  it("stops at an interrupt, leaves nothing behind, and exits 3", async () => {
    let requests = 0;
    let interrupt = (): void => {};
    const service = createReference({
      fault: {
        response: (response) => {
          requests += 1;
          if (requests === 200) interrupt();
          return response;
        },
      },
    });
    await using target = await listen(service, 0);
    const args = ["--endpoint", target.url, "--commands", "100000", "--out", folder];
    const { code, out } = await conformance(args, {
      onStart: (child) => {
        interrupt = () => child.kill("SIGINT");
      },
    });
    expect({ code, out }).toMatchObject({
      code: 3,
      out: expect.stringContaining("inconclusive: it was interrupted"),
    });
    const { body } = service.handle({ headers: {}, body: "Action=DescribeUsers" });
    expect(body.match(/<UserId>[^<]*/g)).toEqual(["<UserId>default"]);
  });
});

describe("sweep", () => {
  it("deletes what a killed run left, and nobody else's, however often", async () => {
    const service = createReference();
    const say = (body: string): string => service.handle({ headers: {}, body }).body;
    const listed = (): string =>
      ["Action=DescribeUsers", "Action=DescribeUserGroups"]
        .map((body) => say(body).replaceAll(/<RequestId>.*/g, ""))
        .join("");
    const access = encodeURIComponent("on ~* +@all");
    for (const id of ["u-0", "ecosystem"])
      say(
        `Action=CreateUser&UserId=${id}&UserName=x&Engine=redis&AccessString=${access}&NoPasswordRequired=true`,
      );
    const strangers = listed();
    await using listening = await listen(service, 0);
    const journals = join(folder, "journals");
    mkdirSync(journals);
    const run = ["--endpoint", listening.url, "--journals", journals, "--parallel", "4"];
    for (const delay of [500, 900, 1300]) {
      await conformance([...run, "--seed", String(delay), "--out", join(folder, "killed")], {
        onStart: (child) => {
          setTimeout(() => child.kill("SIGKILL"), delay);
        },
      });
      const planned = await conformance(["sweep", "--journals", journals, "--dry-run"]);
      expect(planned).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^would delete|^nothing/),
      });
      const swept = await conformance(["sweep", "--journals", journals]);
      expect({ ...swept, left: listed() }).toMatchObject({ code: 0, left: strangers });
    }
    const again = await conformance(["sweep", "--journals", journals]);
    expect(again).toMatchObject({ code: 0, out: "nothing to sweep\n" });
  });
});
