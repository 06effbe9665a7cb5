import type { Answer, LossCause } from "../models/contract.ts";

export type Loss = Extract<Answer, { kind: "lost" }>;

/** Codes by which a request is turned away before anybody looks at what it asks for (F306, F307). */
const turnedAway: readonly (readonly [LossCause, RegExp])[] = [
  ["throttled", /^(?:Throttl|RequestLimitExceeded|TooManyRequests|SlowDown)/],
  ["denied", /^(?:AccessDenied|UnauthorizedOperation|NotAuthorized)/],
  [
    "credentials",
    /^(?:ExpiredToken|RequestExpired|InvalidClientTokenId|SignatureDoesNotMatch|UnrecognizedClient|InvalidSignature|IncompleteSignature|MissingAuthenticationToken|OptInRequired|AuthFailure|CredentialsProvider|TokenProvider)/,
  ],
];

/** A service in trouble, and an account that is full or lacks a role (F072, F074). */
const troubled =
  /^(?:ServiceUnavailable|InternalFailure|InternalError|UserQuotaExceeded|UserGroupQuotaExceeded|ServiceLinkedRoleNotFound)/;

/** What a refusal by this code is where it is the road's and not the target's; nothing for all others. */
export function lossBy(code: string, reason: string): Loss | undefined {
  const cause = turnedAway.find(([, codes]) => codes.test(code))?.[0];
  if (cause !== undefined) return { kind: "lost", reason, cause };
  return troubled.test(code) ? { kind: "lost", reason } : undefined;
}

/** A request that we keep to ourselves. */
export const unsent = (because: string): Loss => ({
  kind: "lost",
  reason: `not sent: ${because}`,
  cause: "unsent",
});
