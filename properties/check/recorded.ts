import type { Answer, Command } from "../../models/contract/contract.ts";
import { members, results } from "../../models/contract/members.ts";
import { isOperation } from "../../models/contract/requests.ts";
import { isOfShape, structure } from "../../models/contract/shape.ts";

/** True of a thing that has members of its own. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const inputShape = structure(members);

type Is = (value: unknown) => boolean;

const isText: Is = (value) => typeof value === "string";
const isWhole: Is = (value) => Number.isSafeInteger(value);

/** True of a thing whose members, as far as they are there, are what is said of each. */
const hasParts = (value: unknown, parts: Readonly<Record<string, Is>>): boolean =>
  isRecord(value) &&
  Object.entries(parts).every(([name, is]) => value[name] === undefined || is(value[name]));

const commandParts = {
  input: (value: unknown) => isOfShape(inputShape, value),
  until: (value: unknown) => value === "settled" || value === "listed",
  times: isWhole,
  client: isWhole,
  account: (value: unknown) => value === "other",
  action: isText,
  region: isText,
};

export const isCommand = (value: unknown): value is Command =>
  isRecord(value) &&
  isText(value["operation"]) &&
  isOperation(String(value["operation"])) &&
  value["input"] !== undefined &&
  hasParts(value, commandParts);

const answerParts = {
  misread: isText,
  overlooked: isText,
  cause: isText,
  code: isText,
  wire: (value: unknown) =>
    isRecord(value) &&
    isText(value["body"]) &&
    isWhole(value["status"]) &&
    isRecord(value["headers"]) &&
    Object.values(value["headers"]).every(isText),
};

/** What an answer of each kind must say. */
const saidBy: Readonly<Record<string, (answer: Readonly<Record<string, unknown>>) => boolean>> = {
  accepted: ({ output }) => isRecord(output),
  refused: ({ code, message }) => isText(code) && isText(message),
  unsupported: ({ reason }) => isText(reason),
  lost: ({ reason }) => isText(reason),
};

export const isAnswer = (value: unknown): value is Answer =>
  isRecord(value) &&
  Object.hasOwn(saidBy, String(value["kind"])) &&
  saidBy[String(value["kind"])]?.(value) === true &&
  hasParts(value, answerParts);

/** True of an exchange in which what was answered is of the operation that was asked for. */
export const isExchange = ({
  command,
  answer,
}: {
  readonly command: Command;
  readonly answer: Answer;
}): boolean => answer.kind !== "accepted" || isOfShape(results[command.operation], answer.output);
