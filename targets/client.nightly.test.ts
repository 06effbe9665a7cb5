import { http, HttpResponse } from "msw";
import { describe, expect, it } from "vitest";

import { initialWorld } from "../models/belief/state.ts";
import type { Answer } from "../models/contract/contract.ts";
import { model } from "../models/model.ts";
import { survey } from "../properties/survey.ts";
import { type Adapter, client, Refusal, Unsupported } from "./client.ts";
import { handlers } from "./handlers.ts";
import { asHandlers, referenceHandlers } from "./reference/handlers.ts";
import { mutants } from "./reference/mutants/index.ts";
import { createReference } from "./reference/service.ts";

const options = {
  explains: false,
  suiteVersion: "test",
  seed: 1,
  commands: 250,
  shrinkCommands: 50,
  settleSeconds: 2,
};

/** What a client answers to one question. */
async function answered(adapter: Adapter) {
  await using session = await client(adapter, { reset: () => {} }).open();
  return session.send({ operation: "DeleteUser", input: { UserId: "u-0" } });
}

const throwing = (error: unknown): Adapter => ({
  DeleteUser: async () => {
    throw error;
  },
});

/** An error as the SDK throws it. */
const fault = (name: string, Code: string): Error =>
  Object.assign(new Error("no"), { name, Code, $fault: "client" });

describe("what a client throws", () => {
  it.each<readonly [string, unknown, object]>([
    [
      "the SDK's error is a refusal by the code of the wire",
      fault("UserNotFoundFault", "UserNotFound"),
      { kind: "refused", code: "UserNotFound" },
    ],
    [
      "so is an error that has one for its cause",
      new Error("cannot delete", { cause: fault("UserNotFoundFault", "UserNotFound") }),
      { kind: "refused", code: "UserNotFound" },
    ],
    [
      "so is a refusal of the adapter's",
      new Refusal("UserNotFound", "gone"),
      { kind: "refused", code: "UserNotFound", message: "gone" },
    ],
    [
      "any other error is one by its own name",
      new TypeError("x is not a function"),
      { kind: "refused", code: "TypeError" },
    ],
    ["whatever it is", "no error at all", { kind: "refused", message: "no error at all" }],
    ["what it cannot ask is not sent", new Unsupported("no way"), { cause: "unworded" }],
    [
      "throttling is the road's",
      fault("ThrottlingException", "Throttling"),
      { kind: "lost", cause: "throttled" },
    ],
    [
      "so is a connection that is refused",
      Object.assign(new Error("connect"), { code: "ECONNREFUSED" }),
      { kind: "lost" },
    ],
  ])("%s", async (_, error, answer) => {
    expect(await answered(throwing(error))).toMatchObject(answer);
  });

  it("is not held to words that it does not say", async () => {
    const said = await answered(throwing(new Refusal("InvalidParameterValue")));
    expect(said).toMatchObject({ code: "InvalidParameterValue", isWordless: true });
    const command = {
      operation: "CreateUser",
      input: {
        UserId: "u-0",
        UserName: "ann",
        Engine: "redis",
        AccessString: "on ~* +@all",
        Passwords: ["{{a:15}}"],
      },
    } as const;
    const refusal = { kind: "refused", code: "InvalidParameterValue", message: "" } as const;
    const rules = (answer: Answer<"CreateUser">): readonly string[] =>
      model
        .check(initialWorld("us-east-1"), { command, answer })
        .violations.map(({ rule }) => rule);
    expect(rules(refusal)).toEqual(["create-user/password-length-text"]);
    expect(rules({ ...refusal, isWordless: true })).toEqual([]);
  });

  it("holds no secret that it was given", async () => {
    const adapter: Adapter = {
      CreateUser: async ({ Passwords = [] }) => {
        throw new Error(`refused for ${Passwords.join()}`);
      },
    };
    await using session = await client(adapter, { reset: () => {} }).open();
    const answer = await session.send({
      operation: "CreateUser",
      input: { UserId: "u-0", Passwords: ["{{a:17}}"] },
    });
    expect(answer).toMatchObject({ message: "refused for {{a:17}}" });
  });
});

describe("handlers of msw", () => {
  it("are a target, and the reference's keep every rule", async () => {
    const service = createReference();
    const target = await handlers(asHandlers(service), { reset: () => service.reset() });
    const report = await survey(target, options);
    expect(report.inconclusive).toBeUndefined();
    expect(report.rules.filter(({ outcome }) => outcome === "broken")).toEqual([]);
  });

  it("are left as they were where they cannot forget", async () => {
    const report = await survey(await handlers(referenceHandlers()), options);
    expect(report.leftBehind).toBeUndefined();
    expect(report.rules.filter(({ outcome }) => outcome === "broken")).toEqual([]);
  });

  it("that break a rule are found out", async () => {
    const known = mutants.find(({ rule }) => rule === "create-user/engine-unknown");
    const stubs = referenceHandlers({ fault: known?.fault ?? {} });
    const report = await survey(await handlers(stubs), {
      ...options,
      commands: 500,
      isWanted: (id) => id === known?.rule,
    });
    expect(report.rules).toMatchObject([{ outcome: "broken" }]);
  });

  it("that leave an operation out do not support it", async () => {
    const service = createReference();
    const only = http.post(/^https:\/\/elasticache\./, async ({ request }) => {
      const body = await request.clone().text();
      if (!/Action=(?:DescribeUsers|CreateUser|DeleteUser)&/.test(body)) return undefined;
      const { status, headers, body: text } = service.handle({ headers: {}, body });
      return new HttpResponse(text, { status, headers: { ...headers } });
    });
    const target = await handlers([only], { reset: () => service.reset() });
    const { operations } = await survey(target, options);
    expect(operations).toMatchObject({
      CreateUser: "supported",
      ModifyUser: "unsupported",
      AddTagsToResource: "unsupported",
    });
  });
});
