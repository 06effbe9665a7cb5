import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "ec-job-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const job = readFileSync(new URL("shards/job.yaml", import.meta.url), "utf8");

/** What the schemas of a Kubernetes API say of a file: no member may be there that they do not know. */
function validated(text: string) {
  const path = join(folder, "job.yaml");
  writeFileSync(path, text);
  const { status, stdout, stderr } = spawnSync("kubernetes-validate", ["--strict", path], {
    encoding: "utf8",
  });
  return { status, said: `${stdout}${stderr}` };
}

describe("the Kubernetes job of the shards", () => {
  it("is one, as its API's schemas have it", () => {
    expect(validated(job)).toMatchObject({ status: 0 });
  });

  it("would not be with a member that no Kubernetes knows", () => {
    expect(validated(job.replace("completionMode", "completionMod"))).toMatchObject({
      status: 1,
      said: expect.stringContaining("'completionMod' was unexpected"),
    });
  });

  it("deals out as many shards as it has pods", () => {
    const pods = /completions: (\d+)/.exec(job)?.[1];
    expect(job).toContain(`--shard "$((JOB_COMPLETION_INDEX + 1))/${pods}"`);
    expect(job).toContain(`parallelism: ${pods}`);
  });
});
