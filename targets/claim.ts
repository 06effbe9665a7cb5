import * as z from "zod";

import type { Wire } from "../models/contract/contract.ts";
import { jsonIn } from "../models/contract/json.ts";
import { descendants, documentOf, looksLikeAnswer } from "../models/contract/xml.ts";

/** True of a response that claims to be the service's: a success, or an error in the form of some protocol of AWS. */
export const isClaim = (wire: Wire): boolean =>
  (wire.status >= 200 && wire.status < 300) ||
  (wire.status >= 400 &&
    wire.status < 500 &&
    (wire.headers["x-amzn-errortype"] !== undefined ||
      looksLikeAnswer(wire.body) ||
      isErrorOfAws(wire)));

/** True of an error as it looks in AWS's other protocols: JSON with a type or a code, or XML with a code. */
function isErrorOfAws(wire: Wire): boolean {
  const data = jsonIn(wire.body);
  if (typeof data === "object" && data !== null)
    return ["__type", "code", "Code"].some((member) => member in data);
  const document = documentOf(wire);
  return (
    document.kind === "well-formed" &&
    descendants(document.root).some(({ name }) => name === "Code" || name === "Error")
  );
}

/** The type of an error in another protocol's form, by its header or its JSON, without what stands around it; empty where there is none. */
export function typeIn({ headers, body }: Wire): string {
  const parsed = z.object({ ["__type"]: z.string() }).safeParse(jsonIn(body));
  const type = headers["x-amzn-errortype"] ?? (parsed.success ? parsed.data["__type"] : "");
  return type.replace(/^.*#/, "").replace(/:.*$/, "");
}
