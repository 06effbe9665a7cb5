import type { HttpResponse } from "../protocol.ts";
import type { Fault } from "../service.ts";

/** A way in which the answers of a service are of another form than AWS's, whatever they say. */
export interface Damage {
  readonly name: string;
  readonly fault: Fault;
}

/** Which answers are damaged: those to requests that were accepted, those that refuse, or all. */
type Of = "success" | "error" | "all";

const isOf = (of: Of, { status }: HttpResponse): boolean =>
  of === "all" || (of === "success") === status < 400;

/** Damages responses, where they are of this kind. */
export const responses = (
  of: Of,
  name: string,
  change: (response: HttpResponse, operation: string) => HttpResponse,
): Damage => ({
  name,
  fault: {
    response: (response, operation) =>
      isOf(of, response) ? change(response, operation) : response,
  },
});

/** Damages bodies, where they are of this kind. */
export const bodies = (
  of: Of,
  name: string,
  change: (body: string, operation: string) => string,
): Damage =>
  responses(of, name, (response, operation) => ({
    ...response,
    body: change(response.body, operation),
  }));

/** Damages of one kind, by their names. */
export const several = <A extends readonly unknown[]>(
  make: (name: string, ...args: A) => Damage,
  table: Readonly<Record<string, A>>,
): readonly Damage[] => Object.entries(table).map(([name, args]) => make(name, ...args));

/** Writes each element of a name otherwise; one that is empty too. */
export const elements = (
  body: string,
  name: string,
  write: (content: string, element: string) => string,
): string =>
  body.replaceAll(
    new RegExp(`<${name}/>|<${name}>([\\s\\S]*?)</${name}>`, "g"),
    (element: string, content: string | undefined) => write(content ?? "", element),
  );

/** Puts something into the text of an element, after its first character. */
export const splitBy = (content: string, middle: string): string =>
  `${content.slice(0, 1)}${middle}${content.slice(1)}`;
