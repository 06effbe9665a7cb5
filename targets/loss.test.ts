import { describe, expect, it } from "vitest";

import type { Answer } from "../models/contract/contract.ts";
import { watchedRoad } from "../properties/run/meter.ts";
import { lossBy, silenceBy, TimeoutError } from "./loss.ts";

describe("codes by which a service speaks of the road or the clock (D11)", () => {
  it.each([
    "RequestTimeTooSkewed",
    "RequestInTheFuture",
    "RequestThrottled",
    "RequestThrottledException",
    "InternalServiceError",
    "InternalServerError",
    "InternalFailure",
    "InternalError",
    "ServiceUnavailable",
    "ServiceUnavailableException",
    "RequestTimeout",
    "RequestTimeoutException",
    "PriorRequestNotComplete",
    "BandwidthLimitExceeded",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "SlowDown",
    "AccessDenied",
    "AccessDeniedException",
    "ExpiredToken",
    "InvalidSignatureException",
  ])("%s is no verdict", (code) => {
    expect(lossBy(code, "")).toMatchObject({ kind: "lost" });
  });

  it.each(["UserNotFound", "InvalidParameterValue", "ValidationError", "InvalidUserState", ""])(
    "%s is one",
    (code) => {
      expect(lossBy(code, "")).toBeUndefined();
    },
  );
});

describe("an answer that did not come", () => {
  const withCode = (name: string, code: string): Error =>
    Object.assign(new Error("words that may be any"), { name, code });

  it.each<readonly [Error, string | undefined]>([
    [withCode("TimeoutError", "ETIMEDOUT"), "timeout"],
    [new TimeoutError("whatever"), "timeout"],
    [new DOMException("whatever", "AbortError"), "ended"],
    // The SDK gives that name to a connection that was reset.
    [withCode("TimeoutError", "ECONNRESET"), undefined],
    [withCode("Error", "ECONNREFUSED"), undefined],
    [new Error("it timed out, and did not end within 5 s"), undefined],
  ])("is known by its name and its code: %s", (error, cause) => {
    expect(silenceBy(error)).toBe(cause);
  });
});

describe("a road", () => {
  const refused = (code: string): Answer => ({ kind: "refused", code, message: "" });
  const operations = ["CreateUser", "ModifyUser", "DeleteUser", "DescribeUsers"] as const;

  it("on which everything is refused with a code that no model knows speaks of something else", () => {
    const road = watchedRoad();
    for (let turn = 0; turn < 40; turn += 1)
      road.hear(refused("LicenseExpired"), operations[turn % 4] ?? "CreateUser");
    expect(road.trouble).toMatch(/^the last 30 requests, .* were refused with LicenseExpired/);
  });

  it.each<readonly [string, (turn: number) => Answer]>([
    ["with a code that the model knows", () => refused("InvalidParameterValue")],
    ["now and then", (turn) => (turn % 9 === 0 ? { kind: "accepted", output: {} } : refused("X"))],
    ["with one code and another", (turn) => refused(`X${turn % 2}`)],
  ])("on which things are refused %s is judged", (_, answer) => {
    const road = watchedRoad();
    for (let turn = 0; turn < 200; turn += 1)
      road.hear(answer(turn), operations[turn % 4] ?? "CreateUser");
    expect(road.trouble).toBeUndefined();
  });

  it("gives up an operation that never answers in time, and no other", () => {
    const road = watchedRoad();
    const late: Answer = { kind: "lost", reason: "no answer within 5 s", cause: "timeout" };
    for (let turn = 0; turn < 3; turn += 1) {
      expect(road.isHanging("ModifyUser")).toBe(false);
      road.hear(late, "ModifyUser");
      road.hear({ kind: "accepted", output: {} }, "CreateUser");
    }
    expect([road.isHanging("ModifyUser"), road.isHanging("CreateUser")]).toEqual([true, false]);
  });
});
