import type { OperationName } from "../../../models/contract/contract.ts";
import { unasked } from "../faults.ts";
import type { Fault } from "../service.ts";
import { bodies, type Damage, elements } from "./damage.ts";

const isList = (operation: OperationName): boolean => operation.startsWith("Describe");

/** Gives this marker for each page that is not the last, and for it the first page again. */
const always = (name: string, ...markers: readonly [string, ...(readonly string[])]): Damage => {
  let turn = 0;
  const fault: Fault = {
    request: (operation, input) =>
      isList(operation) && input.Marker !== undefined ? unasked(input, "Marker") : input,
    response: (response) => ({
      ...response,
      body: elements(response.body, "Marker", () => {
        turn += 1;
        return `<Marker>${markers[turn % markers.length]}</Marker>`;
      }),
    }),
  };
  return { name: `Marker/${name}`, fault };
};

export const pageDamages: readonly Damage[] = [
  always("space", " "),
  always("line-break", "\n    "),
  always("null", "null"),
  always("none", "None"),
  always("same", "again"),
  always("alternating", "one", "other"),
  always("three-in-turn", "one", "two", "three"),
  bodies("success", "Marker/next-token", (body) =>
    elements(body, "Marker", (marker) => `<NextToken>${marker}</NextToken>`),
  ),
  bodies("success", "Marker/in-lower-case", (body) =>
    elements(body, "Marker", (marker) => `<marker>${marker}</marker>`),
  ),
  bodies("success", "Marker/outside", (body) => {
    const marker = /<Marker>[^<]*<\/Marker>/.exec(body)?.[0] ?? "";
    return body.replace(marker, "").replace("<ResponseMetadata>", `${marker}<ResponseMetadata>`);
  }),
  bodies("success", "Marker/twice", (body) => elements(body, "Marker", (_, all) => `${all}${all}`)),
  bodies("success", "Marker/cdata", (body) =>
    elements(body, "Marker", (marker) => `<Marker><![CDATA[${marker}]]></Marker>`),
  ),
  bodies("success", "Marker/comment", (body) =>
    elements(body, "Marker", (marker) => `<Marker>${marker}<!-- x --></Marker>`),
  ),
  // What follows is as good as what AWS sends.
  bodies("success", "Marker/empty-at-the-end", (body, operation) =>
    body.includes("<Marker>") || !operation.startsWith("Describe")
      ? body
      : body.replace(`<${operation}Result>`, `<${operation}Result><Marker/>`),
  ),
  bodies("success", "Marker/open-at-the-end", (body, operation) =>
    body.includes("<Marker>") || !operation.startsWith("Describe")
      ? body
      : body.replace(`<${operation}Result>`, `<${operation}Result><Marker></Marker>`),
  ),
];
