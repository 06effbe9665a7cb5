import { text } from "node:stream/consumers";

import { describe, expect, it } from "vitest";

import { survey } from "../properties/survey.ts";
import { options, serving, idsIn } from "./endpoint.fixtures.ts";
import { endpoint } from "./endpoint.ts";
import { refuses } from "./reference/faults.ts";
import { listen } from "./reference/mount.ts";
import { mutants } from "./reference/mutants/index.ts";
import { createReference } from "./reference/service.ts";

describe.concurrent("an endpoint without a reset hook", () => {
  it("is left as it was though its users take their time to change", async () => {
    const service = createReference({
      windows: { creating: 150, modifying: 150, deleting: 150, tagLock: 150 },
    });
    await using listening = await listen(service, 0);
    const report = await survey(endpoint({ url: listening.url }), { ...options, commands: 120 });
    expect(report.leftBehind).toBeUndefined();
    expect(idsIn(service)).toEqual([]);
  });

  it("deletes a user under the very spelling that it has", async () => {
    // A target that tells ids apart by case, and keeps them as they came.
    const kept = new Set<string>();
    const url = await serving((request, response) => {
      void text(request).then((body) => {
        const form = new URLSearchParams(body);
        const id = form.get("UserId") ?? "";
        const action = form.get("Action") ?? "";
        if (action === "CreateUser") kept.add(id);
        const isMissing = action !== "DescribeUsers" && !kept.has(id);
        if (action === "DeleteUser") kept.delete(id);
        response.writeHead(isMissing ? 404 : 200);
        response.end(
          isMissing
            ? "<ErrorResponse><Error><Code>UserNotFound</Code></Error></ErrorResponse>"
            : `<${action}Response><${action}Result/></${action}Response>`,
        );
      });
    });
    const target = endpoint({ url, farewellSeconds: 1 });
    {
      await using session = await target.open();
      await session.send({ operation: "CreateUser", input: { UserId: "U-1" } });
      await session.send({ operation: "CreateUser", input: { UserId: "1u" } });
      expect(kept.size).toBe(2);
    }
    expect(kept.size).toBe(0);
  });

  it("sends nothing that would change a user of AWS", async () => {
    const target = endpoint({ url: "http://127.0.0.1:1" });
    await using session = await target.open();
    for (const operation of ["ModifyUser", "DeleteUser", "CreateUser"] as const)
      expect(await session.send({ operation, input: { UserId: "Default" } })).toEqual({
        kind: "lost",
        reason: "not sent: Default is not ours to change there",
        cause: "unsent",
      });
  });

  it("is surveyed under fresh names, and left as it was", async () => {
    const service = createReference();
    await using listening = await listen(service, 0);
    const report = await survey(endpoint({ url: listening.url }), options);
    expect(report.rules.filter(({ outcome }) => outcome === "broken")).toEqual([]);

    const after = service.handle({ headers: {}, body: "Action=DescribeUsers" }).body;
    expect(after.match(/<UserId>[^<]*<\/UserId>/g)).toEqual(["<UserId>default</UserId>"]);
  });

  it("accuses nobody of what a stranger's names bring about (16.4)", async () => {
    // It wants the names of users to be unique, which AWS does not; and holds a stranger of each name that a run gives.
    const taken = new Set(["ann", "Bob-1", 'it\'s <a> & "b"', "u-0", "x.y"]);
    const fault = refuses(
      "CreateUser",
      ({ UserName }) => typeof UserName === "string" && taken.has(UserName),
      "UserAlreadyExists",
      "User already exists.",
    );
    const service = createReference({ fault });
    await using listening = await listen(service, 0);
    const report = await survey(endpoint({ url: listening.url }), { ...options, commands: 1500 });
    const others = report.rules.filter(({ outcome }) =>
      ["broken", "flaky", "unconfirmed"].includes(outcome),
    );
    expect(others.map(({ id }) => id)).toEqual([]);
  });

  it("never changes, deletes or reports a stranger", async () => {
    const service = createReference();
    const create = (id: string): string =>
      `Action=CreateUser&UserId=${id}&UserName=x&Engine=redis&AccessString=${encodeURIComponent("on ~* +@all")}&NoPasswordRequired=true`;
    for (const id of ["u-0", "u-1", "stranger"]) service.handle({ headers: {}, body: create(id) });
    const listed = (): string =>
      service
        .handle({ headers: {}, body: "Action=DescribeUsers" })
        .body.replaceAll(/<RequestId>.*/g, "");
    const before = listed();
    await using listening = await listen(service, 0);
    const report = await survey(endpoint({ url: listening.url }), options);
    expect(report.rules.filter(({ outcome }) => outcome === "broken")).toEqual([]);
    expect(listed()).toBe(before);
  });
});

describe("a reset hook", () => {
  it("that answers as if all were well, and forgets nothing, is found out", async () => {
    const service = createReference();
    const url = await serving((request, response) => {
      void text(request).then((body) => {
        const answer = service.handle({ headers: {}, body });
        response.writeHead(request.url === "/reset" ? 200 : answer.status, answer.headers);
        response.end(request.url === "/reset" ? "ok" : answer.body);
      });
    });
    const run = survey(endpoint({ url, reset: `${url}/reset` }), options);
    await expect(run).rejects.toMatchObject({
      name: "Unforgetful",
      message: expect.stringMatching(/is still there after it: give the right URL with --reset/),
    });
    expect(idsIn(service)).toEqual([]);
  });
});

describe("a run that is interrupted", () => {
  it("calls broken what was broken plainly, in several sessions, and shows how", async () => {
    const fault = mutants.find(({ rule }) => rule === "delete-user/unknown-user")?.fault ?? {};
    await using listening = await listen(createReference({ fault }), 0);
    const interruption = new AbortController();
    const report = await survey(endpoint({ url: listening.url, farewellSeconds: 5 }), {
      ...options,
      commands: 5000,
      signal: interruption.signal,
      onProgress: ({ sent }) => {
        if (sent > 1200) interruption.abort();
      },
    });
    const broken = report.rules.filter(({ outcome }) => outcome === "broken");
    expect(broken).toMatchObject([
      {
        id: "delete-user/unknown-user",
        because: expect.stringMatching(/^It was broken in \d+ sessions; the run ended before/),
        counterexample: { actual: "accepted", token: expect.stringMatching(/^ec1\./) },
      },
    ]);
    expect(report).toMatchObject({ verdict: "divergence", inconclusive: "it was interrupted" });
  });
});
