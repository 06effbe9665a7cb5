import type { Command } from "./contract.ts";

/**
 * What a request looks like, in words that its values have no part in: which members it has, which of them are empty, and what its
 * lists hold.
 */
export function traitsOf({ operation, input, action }: Command): readonly string[] {
  const traits = (path: string, value: unknown): readonly string[] => {
    if (Array.isArray(value))
      return value.length === 0
        ? [`${path}[]`]
        : value.flatMap((item) => traits(`${path}[]`, item));
    if (typeof value === "object" && value !== null) {
      const names = Object.keys(value).toSorted();
      return [
        `${path}{${names.join()}}`,
        ...Object.entries(value).flatMap(([name, part]) => traits(`${path}.${name}`, part)),
      ];
    }
    return [typeof value === "string" && value.trim() === "" ? `${path}=${value}` : path];
  };
  const members = Object.entries(input).flatMap(([name, value]) => traits(name, value));
  const missing = Object.keys(input).length === 0 ? ["nothing"] : [];
  return [...new Set([action ?? operation, ...missing, ...members])].toSorted();
}
