import type { Answer, OperationName, Output, Wire } from "../models/contract/contract.ts";
import { isModelled, modelledCode } from "../models/contract/fault-code.ts";
import { faultIn, hasResult, readResult } from "../models/contract/reading.ts";
import { documentOf } from "../models/contract/xml.ts";
import { isClaim, isResponse, typeIn } from "./claim.ts";
import { lossBy } from "./loss.ts";
import { withoutSecrets } from "./secrets.ts";

const unsupportedCodes = new Set([
  "InvalidAction",
  "NotImplemented",
  "UnknownOperation",
  "UnknownOperationException",
  "UnsupportedOperation",
]);

const isWithin = (status: number, least: number): boolean =>
  status >= least && status < least + 100;

/** What a response answers, read from the wire as it stands. */
export function answerIn<K extends OperationName>(operation: K, wire: Wire): Answer<K> {
  const { status } = wire;
  const document = documentOf(wire);
  const root = document.kind === "well-formed" ? document.root : undefined;
  const fault = root === undefined || hasResult(operation, root) ? undefined : faultIn(root);
  const code = modelledCode(fault?.code ?? "");
  if (code === "" && root !== undefined && isWithin(status, 200) && isResponse(root.name))
    return { kind: "accepted", output: outputIn(operation, root), wire };
  const message = withoutSecrets(fault?.message ?? "");
  const word = code === "" ? typeIn(wire) : code;
  if ((status === 501 && !isModelled(code)) || unsupportedCodes.has(word))
    return { kind: "unsupported", reason: `HTTP ${status} ${word}`.trim(), wire };
  const said = `HTTP ${status} ${code === "" ? excerpt(wire) : `${code}: ${message}`}`.trim();
  const reason = withoutCaller(said);
  const loss = lossBy(word, reason);
  if (loss !== undefined) return { ...loss, wire };
  // A refusal is one whatever its status says; what is no code of the API, a service in trouble says too.
  if (code !== "" && (status < 300 || isWithin(status, 400) || isModelled(code)))
    return { kind: "refused", code, message, wire };
  return { kind: "lost", reason, wire, ...(isClaim(wire) ? { cause: "unreadable" } : {}) };
}

/** Once more without secrets: what markup kept apart on the wire stands together here. */
const outputIn = <K extends OperationName>(
  operation: K,
  root: Parameters<typeof readResult>[1],
): Output<K> => JSON.parse(withoutSecrets(JSON.stringify(readResult(operation, root).value)));

/** Whose account it is, and who asked, is nobody's business. */
const withoutCaller = (text: string): string =>
  text
    .replaceAll(/arn:[a-z-]*:(?:iam|sts)::\d*:\S+/g, "<caller>")
    .replaceAll(/\b\d{12}\b/g, "<account>");

const excerpt = ({ body, headers }: Wire): string => {
  const text = body.replaceAll(/\s+/g, " ").trim().slice(0, 80);
  return `${headers["content-type"] ?? "no content type"}, ${text === "" ? "an empty body" : JSON.stringify(text)}`;
};
