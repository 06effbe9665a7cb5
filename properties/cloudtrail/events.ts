import * as z from "zod";

import type { OperationName } from "../../models/contract/contract.ts";
import { jsonIn } from "../../models/contract/json.ts";
import { isOperation } from "../../models/contract/requests.ts";

/**
 * An event as CloudTrail records it ("CloudTrail record contents", AWS CloudTrail User Guide): members in lower camel case, null
 * where there is nothing. Reads have no response elements.
 */
const recordSchema = z.looseObject({
  eventTime: z.string(),
  eventSource: z.string(),
  eventName: z.string(),
  awsRegion: z.string(),
  eventID: z.string().optional(),
  recipientAccountId: z.string().nullish(),
  userIdentity: z.looseObject({ accountId: z.string().optional() }).nullish(),
  requestParameters: z.record(z.string(), z.unknown()).nullish(),
  responseElements: z.record(z.string(), z.unknown()).nullish(),
  errorCode: z.string().nullish(),
  errorMessage: z.string().nullish(),
});

/** An event of one of our operations. */
export interface TrailEvent {
  readonly operation: OperationName;
  /** In seconds: CloudTrail tells no more, so that what came first within a second nobody knows. */
  readonly time: number;
  readonly region: string;
  /** Twelve digits; empty where no member names it. */
  readonly account: string;
  readonly parameters: Readonly<Record<string, unknown>> | undefined;
  readonly elements: Readonly<Record<string, unknown>> | undefined;
  readonly error: { readonly code: string; readonly message: string | undefined } | undefined;
}

/** What a file of CloudTrail holds: the events of our operations, each once, and how many there are of others. */
export interface Trail {
  readonly events: ReadonlyMap<string, TrailEvent>;
  readonly others: number;
}

/** A text that is no export of CloudTrail: says what was wanted, what was found, and what to do. */
export class BadTrail extends Error {
  override readonly name = "BadTrail";
}

/** True of a text that looks like what `lookup-events` prints, or like a log file of CloudTrail. */
export const isTrail = (text: string): boolean =>
  /^\s*\{\s*"(?:Events|Records|NextToken)"\s*:/.test(text);

const ourSource = "elasticache.amazonaws.com";

/** Reads what `aws cloudtrail lookup-events` prints, or a log file of CloudTrail. Throws `BadTrail`. */
export function readTrail(text: string): Trail {
  const data = jsonIn(text);
  if (typeof data !== "object" || data === null)
    throw new BadTrail("JSON was wanted, and this is none: it may be cut off; export it again");
  if ("NextToken" in data && data.NextToken !== null)
    throw new BadTrail(
      "it holds a NextToken, so that events are missing: export it again without --max-items and --no-paginate",
    );
  const events = new Map<string, TrailEvent>();
  let others = 0;
  for (const [index, record] of recordsIn(data).entries()) {
    const read = recordSchema.safeParse(record);
    if (!read.success) {
      const [issue] = read.error.issues;
      throw new BadTrail(
        `event ${index + 1} is none of CloudTrail's: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`,
      );
    }
    const event = eventFrom(read.data, index);
    if (event === undefined) others += 1;
    // A region's events may stand in several files.
    else events.set(read.data.eventID ?? JSON.stringify(read.data), event);
  }
  return { events, others };
}

/** The records: those of a log file as they are, those of `lookup-events` each a text within its event. */
function recordsIn(data: object): readonly unknown[] {
  if ("Records" in data && Array.isArray(data.Records)) return data.Records;
  if (!("Events" in data) || !Array.isArray(data.Events))
    throw new BadTrail(
      'a list "Events" or "Records" was wanted, and there is none: give what `aws cloudtrail lookup-events --output json` prints, or a log file',
    );
  return data.Events.map((event: unknown) =>
    typeof event === "object" &&
    event !== null &&
    "CloudTrailEvent" in event &&
    typeof event.CloudTrailEvent === "string"
      ? jsonIn(event.CloudTrailEvent)
      : event,
  );
}

function eventFrom(record: z.infer<typeof recordSchema>, index: number): TrailEvent | undefined {
  const { eventSource, eventName, eventTime, awsRegion, errorCode, errorMessage } = record;
  // Some services write the version of the API after the name.
  const operation = eventName.replace(/\d{8}$/, "");
  if (eventSource !== ourSource || !isOperation(operation)) return undefined;
  const time = Math.floor(Date.parse(eventTime) / 1000);
  if (Number.isNaN(time)) throw new BadTrail(`event ${index + 1} has no time: ${eventTime}`);
  return {
    operation,
    time,
    region: awsRegion,
    account: record.recipientAccountId ?? record.userIdentity?.accountId ?? "",
    parameters: record.requestParameters ?? undefined,
    elements: record.responseElements ?? undefined,
    error:
      typeof errorCode === "string"
        ? { code: errorCode, message: errorMessage ?? undefined }
        : undefined,
  };
}
