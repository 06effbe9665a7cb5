import { closest, distance } from "fastest-levenshtein";

/** A hint at the name that was meant, as text to append; empty where none is near. */
export function nearest(wrong: string, names: readonly string[]): string {
  if (names.length === 0) return "";
  const best = closest(wrong, [...names]);
  return distance(wrong, best) <= Math.max(2, wrong.length / 3) ? `; did you mean ${best}?` : "";
}
