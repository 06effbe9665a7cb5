import { isClockSkewError, isThrottlingError, isTransientError } from "@smithy/core/retry";

import type { Answer, LossCause } from "../models/contract/contract.ts";

export type Loss = Extract<Answer, { kind: "lost" }>;

/** Codes by which a request is turned away before anybody looks at what it asks for (F306, F307). */
const turnedAway: readonly (readonly [LossCause, RegExp])[] = [
  ["throttled", /^(?:Throttl|RequestLimitExceeded|RequestThrottled|TooManyRequests|SlowDown)/],
  ["denied", /^(?:AccessDenied|UnauthorizedOperation|NotAuthorized)/],
  [
    "credentials",
    /^(?:ExpiredToken|RequestExpired|InvalidClientTokenId|SignatureDoesNotMatch|UnrecognizedClient|InvalidSignature|IncompleteSignature|MissingAuthenticationToken|OptInRequired|AuthFailure|CredentialsProvider|TokenProvider)/,
  ],
];

/** A service in trouble, clocks that differ, and an account that is full or lacks a role (F072, F074). */
const troubled =
  /^(?:Service(?:Unavailable|Failure)|Internal(?:Failure|(?:Service|Server)?(?:Error|Exception))|RequestTime|RequestInTheFuture|UserQuotaExceeded|UserGroupQuotaExceeded|ServiceLinkedRoleNotFound)/;

/** An error as the SDK throws it, of which nothing is known but its code. */
const errorOf = (code: string) => ({
  name: code,
  message: "",
  $fault: "client" as const,
  $metadata: {},
});

/**
 * What a refusal by this code is where it is the road's and not the target's; nothing for all others. What the SDK itself would
 * send again, or mend its clock for, is of that kind too.
 */
export function lossBy(code: string, reason: string): Loss | undefined {
  const cause = turnedAway.find(([, codes]) => codes.test(code))?.[0];
  if (cause !== undefined) return { kind: "lost", reason, code, cause };
  const error = errorOf(code);
  if (isThrottlingError(error)) return { kind: "lost", reason, code, cause: "throttled" };
  return troubled.test(code) || isClockSkewError(error) || isTransientError(error)
    ? { kind: "lost", reason, code }
    : undefined;
}

/** A loss that was known by a name of the client's own: nobody answered with it. */
export function withoutCode({ code: _, ...loss }: Loss): Loss {
  return loss;
}

/** A request that we keep to ourselves. */
export const unsent = (because: string): Loss => ({
  kind: "lost",
  reason: `not sent: ${because}`,
  cause: "unsent",
});

/** What names and codes of errors say of an answer that did not come: it took too long, or nobody waited for it any more. */
const silences: readonly (readonly [LossCause, readonly string[]])[] = [
  ["timeout", ["TimeoutError", "ETIMEDOUT", "ESOCKETTIMEDOUT", "UND_ERR_HEADERS_TIMEOUT"]],
  ["ended", ["AbortError", "ABORT_ERR"]],
];

/** Why there is no answer, by the name and the code of an error, never by its words; nothing where the line broke off. */
export function silenceBy(error: unknown): LossCause | undefined {
  if (error instanceof Oversized) return "oversized";
  if (!(error instanceof Error)) return undefined;
  // The SDK calls a connection that was reset a time-out too: where there is a code, it tells.
  const mark = "code" in error && typeof error.code === "string" ? error.code : error.name;
  return silences.find(([, known]) => known.includes(mark))?.[0];
}

/** An answer that did not end in time. */
export class TimeoutError extends Error {
  override readonly name = "TimeoutError";
}

/** An answer that is longer, deeper or of more parts than any that makes sense: it is read no further. */
export class Oversized extends Error {
  override readonly name = "Oversized";
}
