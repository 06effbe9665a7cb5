import { withArn } from "../../models/contract/arn.ts";
import type { Exchange } from "../../models/contract/contract.ts";
import { isRead } from "../../models/contract/contract.ts";

/** What CloudTrail writes in place of what is secret (F349). */
const hidden = "HIDDEN_DUE_TO_SECURITY_REASONS";

const account = "123456789012";

/**
 * What CloudTrail would record of an exchange, by its documentation ("CloudTrail record contents", and the sample entry of the
 * ElastiCache User Guide): members in lower camel case, no response elements of reads and of errors, passwords hidden (F349), codes
 * with `Exception` (F015). No record of these operations was ever seen whole: this is built from that documentation.
 */
export function recordOf(exchange: Exchange, index: number, time: Date): object | undefined {
  const { command, answer } = exchange;
  const { operation, input, region = "us-east-1", action } = command;
  if (action !== undefined || answer.kind === "lost" || answer.kind === "unsupported")
    return undefined;
  const named =
    "ResourceName" in input && input.ResourceName !== undefined
      ? { ...input, ResourceName: withArn(input.ResourceName, { region, account }) }
      : input;
  return {
    eventVersion: "1.08",
    userIdentity: {
      type: "AssumedRole",
      arn: `arn:aws:sts::${account}:assumed-role/admin/ann`,
      accountId: account,
    },
    eventTime: time.toISOString().replace(/\.\d+Z$/, "Z"),
    eventSource: "elasticache.amazonaws.com",
    eventName: operation,
    awsRegion: region,
    sourceIPAddress: "203.0.113.7",
    userAgent: "aws-cli/2",
    requestParameters: Object.keys(input).length === 0 ? null : camel(named),
    responseElements:
      answer.kind === "accepted" && !isRead(operation) ? camel(answer.output) : null,
    ...(answer.kind === "refused"
      ? {
          errorCode: answer.code.startsWith("Invalid") ? `${answer.code}Exception` : answer.code,
          errorMessage: answer.message,
        }
      : {}),
    requestID: `request-${index}`,
    eventID: `event-${index}`,
    readOnly: isRead(operation),
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: account,
  };
}

/** Names begin with a small letter, and passwords are hidden. */
function camel(value: unknown, name = ""): unknown {
  if (/^passwords$/i.test(name)) return hidden;
  if (Array.isArray(value)) return value.map((item) => camel(item));
  return typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([member, part]) => [
          member.replace(/^./, (first) => first.toLowerCase()),
          camel(part, member),
        ]),
      )
    : value;
}

/** What `aws cloudtrail lookup-events` prints of records: the newest first, each a text within its event. */
export const lookedUp = (records: readonly object[]): string =>
  JSON.stringify({
    Events: records.toReversed().map((record) => ({
      EventName: "eventName" in record ? record.eventName : "",
      EventSource: "elasticache.amazonaws.com",
      Username: "ann",
      Resources: [],
      CloudTrailEvent: JSON.stringify(record),
    })),
  });
