import { isDeepStrictEqual } from "node:util";

import type { OperationName } from "../models/contract/contract.ts";
import { modelledCode } from "../models/contract/fault-code.ts";
import { faultIn, readResult } from "../models/contract/reading.ts";
import { formOf } from "../models/contract/requests.ts";
import { documentOf, type Element } from "../models/contract/xml.ts";
import { pruned, type Reading } from "./reading.ts";
import { type Asked, rest, script } from "./script.ts";
import { inhabited } from "./server.ts";

/** The root of what the service answers to a request. Throws where that is no XML. */
function rootOf(
  service: ReturnType<typeof inhabited>,
  operation: OperationName,
  input: object,
): Element {
  const document = documentOf(
    service.handle({ headers: {}, body: String(formOf(operation, input)) }),
  );
  if (document.kind !== "well-formed") throw new TypeError(document.reason);
  return document.root;
}

/** What stands in the answers of an undamaged service, read by the contract. */
function standsIn(service: ReturnType<typeof inhabited>, asked: Asked): Reading {
  const { operation, input, mostPages } = asked;
  if (mostPages === undefined) {
    const root = rootOf(service, operation, input);
    const fault = faultIn(root);
    return fault === undefined
      ? { ok: readResult(operation, root).value }
      : { error: { typed: true, code: fault.code, message: fault.message } };
  }
  const ids: unknown[] = [];
  for (let Marker: unknown; ;) {
    const { value } = readResult(
      operation,
      rootOf(service, operation, Marker === undefined ? input : { ...input, Marker }),
    );
    const { Users = [], Marker: next }: { Users?: readonly object[]; Marker?: unknown } = value;
    ids.push(...Users.map((user) => Reflect.get(user, "UserId")));
    if (next === undefined || next === "") return { ok: { ids } };
    Marker = next;
  }
}

/** A reading as clients of every language give it. */
const alike = (reading: Reading): unknown =>
  "error" in reading
    ? { ...reading.error, code: modelledCode(reading.error.code ?? "") }
    : "ok" in reading
      ? pruned(reading.ok)
      : reading;

/** What a client reads otherwise than it stands in the answers of a service that is not damaged. */
export function wrongOf(readings: readonly Reading[]): readonly string[] {
  const service = inhabited(undefined);
  return [...script, ...rest].flatMap((asked, turn) => {
    const stands = alike(standsIn(service, asked));
    const reading = readings[turn];
    const read = reading === undefined ? undefined : alike(reading);
    return isDeepStrictEqual(stands, read)
      ? []
      : [
          `request ${turn}, ${asked.operation}: ${JSON.stringify(stands)} was wanted, ${JSON.stringify(read)} was read`,
        ];
  });
}
