import * as z from "zod";

import type { Wire } from "../models/contract/contract.ts";
import { statuses } from "../models/contract/fault-code.ts";
import { jsonIn } from "../models/contract/json.ts";
import { faultIn } from "../models/contract/reading.ts";
import { descendants, documentOf, looksLikeAnswer } from "../models/contract/xml.ts";

/**
 * True of a response that claims to be the service's: a success; the form of one whatever the status; what has the status of the
 * API's refusals; or an error in the form of some protocol of AWS. A page that somebody on the way made is none.
 */
export const isClaim = (wire: Wire): boolean =>
  (wire.status >= 200 && wire.status < 300) ||
  statusesOfRefusals.has(wire.status) ||
  isSuccess(wire) ||
  (wire.status >= 400 &&
    wire.status < 500 &&
    (wire.headers["x-amzn-errortype"] !== undefined ||
      looksLikeAnswer(wire.body) ||
      isErrorOfAws(wire)));

const statusesOfRefusals: ReadonlySet<number> = new Set(Object.values(statuses));

const isSuccess = (wire: Wire): boolean => {
  const document = documentOf(wire);
  if (document.kind !== "well-formed") return false;
  return isResponse(document.root.name) && faultIn(document.root) === undefined;
};

/** True of the name of a root that speaks of success. */
export const isResponse = (name: string): boolean =>
  /Res(?:ponse|ult)$/i.test(name) && !/^error/i.test(name);

/** True of an error as it looks in AWS's other protocols: JSON with a type or a code, or XML with a code. */
function isErrorOfAws(wire: Wire): boolean {
  const data = jsonIn(wire.body);
  if (typeof data === "object" && data !== null)
    return ["__type", "code", "Code", "Error"].some((member) => member in data);
  const document = documentOf(wire);
  return (
    document.kind === "well-formed" &&
    descendants(document.root).some(({ name }) => /^(?:Code|Error|Fault)$/.test(name))
  );
}

/** The type of an error in another protocol's form, by its header or its JSON, without what stands around it; empty where there is none. */
export function typeIn({ headers, body }: Wire): string {
  const parsed = z.object({ ["__type"]: z.string() }).safeParse(jsonIn(body));
  const type = headers["x-amzn-errortype"] ?? (parsed.success ? parsed.data["__type"] : "");
  return type.replace(/^.*#/, "").replace(/:.*$/, "");
}
