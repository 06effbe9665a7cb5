import { readFileSync } from "node:fs";

import type { Event, Specification } from "../properties/check/history.ts";

/** A request to a key-value store, with what it answered. */
export type What =
  | { readonly kind: "get"; readonly value: string | undefined }
  | { readonly kind: "put" | "append"; readonly value: string };

/** One key of the store. */
export const store: Specification<string, What> = {
  initial: "",
  step: (state, { kind, value = state }) =>
    kind === "get" ? (value === state ? state : undefined) : kind === "put" ? value : state + value,
  keyOf: (state) => state,
  isRead: ({ kind }) => kind === "get",
};

const line =
  /:process (?<process>\d+), :type :(?<type>\w+), :f :(?<kind>\w+), :key "(?<key>.*?)", :value (?:nil|"(?<value>.*)")/;

/** Reads a history as Porcupine's test data has it: one history for each key. */
export function readHistories(path: string): readonly (readonly Event<What>[])[] {
  const byKey = new Map<string, Event<What>[]>();
  const open = new Map<
    string,
    { readonly key: string; readonly kind: string; readonly value: string; readonly called: number }
  >();
  const close = (process: string, returned: number, answer: string | undefined): void => {
    const asked = open.get(process);
    if (asked === undefined) return;
    open.delete(process);
    const what: What =
      asked.kind === "get"
        ? { kind: "get", value: answer }
        : { kind: asked.kind === "put" ? "put" : "append", value: asked.value };
    byKey.set(asked.key, [
      ...(byKey.get(asked.key) ?? []),
      { what, called: asked.called, returned },
    ]);
  };
  for (const [turn, text] of readFileSync(path, "utf8").split("\n").entries()) {
    const { process, type, kind, key, value = "" } = line.exec(text)?.groups ?? {};
    if (process === undefined || kind === undefined || key === undefined) continue;
    if (type === "invoke") open.set(process, { key, kind, value, called: turn });
    else close(process, turn, value);
  }
  for (const process of open.keys()) close(process, Infinity, undefined);
  return [...byKey.values()];
}
