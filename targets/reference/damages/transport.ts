import { bodies, type Damage, responses } from "./damage.ts";

const declared =
  (encoding: string) =>
  (body: string): string =>
    `<?xml version="1.0" encoding="${encoding}"?>\n${body}`;

/** A letter beyond ASCII, so that it matters how the text became bytes. */
const withLetters = (body: string): string =>
  body.replace(/<(?:AccessString|Message)>/, (found) => `${found}é`);

/** The same damage of accepted answers and of refusals, each by itself. */
const both = (make: (of: "success" | "error") => Damage): readonly Damage[] => [
  make("success"),
  make("error"),
];

const contentTypes: Readonly<Record<string, string | undefined>> = {
  none: undefined,
  json: "application/json",
  "amazon-json": "application/x-amz-json-1.1",
  html: "text/html",
  "application-xml": "application/xml",
  "with-charset": "text/xml; charset=utf-8",
  "with-latin-charset": "text/xml; charset=ISO-8859-1",
};

/** Bodies of answers, each in another form. */
const forms: Readonly<Record<string, (body: string) => string>> = {
  "byte-order-mark": (body) => `\uFEFF${body}`,
  "line-break-before-declaration": (body) => `\n${declared("UTF-8")(body)}`,
  "declared-latin": declared("ISO-8859-1"),
  "declared-ascii": declared("US-ASCII"),
  "declared-utf16": declared("UTF-16"),
  "declared-xml-1.1": (body) => `<?xml version="1.1"?>${body}`,
  "text-after": (body) => `${body}trailing`,
  "second-document": (body) => `${body}${body}`,
  unclosed: (body) => body.replace(/<\/(?:ResponseMetadata|Error)>/, ""),
  mismatched: (body) => body.replace(/<\/(?:ResponseMetadata|Error)>/, "</Other>"),
  cut: (body) => body.slice(0, Math.floor(body.length / 2)),
  "cut-at-the-end": (body) => body.replace(/<\/\w+>\s*$/, ""),
  "attribute-twice": (body) => body.replace(" xmlns=", ' x="1" x="2" xmlns='),
  "attribute-without-quotes": (body) => body.replace(" xmlns=", " x=1 xmlns="),
  // What follows is as good as what AWS sends.
  "line-break-before": (body) => `\n${body}`,
  declared: declared("UTF-8"),
  "declared-in-lower-case": declared("utf-8"),
  "declared-without-encoding": (body) => `<?xml version="1.0"?>${body}`,
  "comment-before": (body) => `<!-- x -->${body}`,
  "instruction-before": (body) => `<?x y?>${body}`,
  "comment-after": (body) => `${body}<!-- x -->`,
  "line-breaks-after": (body) => `${body}\n\n`,
  doctype: (body) => `<!DOCTYPE x>${body}`,
};

const bodiless: readonly Damage[] = [
  responses("success", "transport/empty", (response) => ({ ...response, body: "" })),
  responses("success", "transport/blank", (response) => ({ ...response, body: "  \n" })),
  responses("success", "transport/status-204-empty", (response) => ({
    ...response,
    status: 204,
    body: "",
  })),
  responses("success", "transport/json", (response, operation) => ({
    ...response,
    headers: { ...response.headers, "content-type": "application/json" },
    body: JSON.stringify({ [`${operation}Response`]: { [`${operation}Result`]: {} } }),
  })),
  responses("success", "transport/html", (response) => ({
    ...response,
    headers: { ...response.headers, "content-type": "text/html" },
    body: "<html><body><p>It works!</p></body></html>",
  })),
  responses("success", "transport/words", (response) => ({ ...response, body: "OK" })),
  responses("success", "transport/error-of-200", (response) => ({
    ...response,
    body: "<ErrorResponse><Error><Type>Sender</Type><Code>Oops</Code><Message>No.</Message></Error></ErrorResponse>",
  })),
];

const encodings: readonly Damage[] = both((of) =>
  responses(of, `transport/${of}-latin-bytes`, (response) => ({
    ...response,
    body: withLetters(response.body),
    encoding: "latin1",
  })),
).concat(
  both((of) =>
    responses(of, `transport/${of}-utf16`, (response) => ({
      ...response,
      body: `\uFEFF${response.body}`,
      encoding: "utf16le",
    })),
  ),
);

export const transportDamages: readonly Damage[] = [
  ...Object.entries(contentTypes).flatMap(([name, type]) =>
    both((of) =>
      responses(of, `transport/${of}-content-type-${name}`, ({ headers, ...response }) => {
        const { "content-type": _, ...rest } = headers;
        return {
          ...response,
          headers: { ...rest, ...(type === undefined ? {} : { "content-type": type }) },
        };
      }),
    ),
  ),
  ...Object.entries(forms).flatMap(([name, write]) =>
    both((of) => bodies(of, `transport/${of}-${name}`, write)),
  ),
  ...encodings,
  ...bodiless,
  ...[201, 202, 203, 206].map((status) =>
    responses("success", `transport/status-${status}`, (response) => ({ ...response, status })),
  ),
  ...[301, 302, 304, 400, 403, 404, 500, 503].map((status) =>
    responses("success", `transport/success-with-status-${status}`, (response) => ({
      ...response,
      status,
    })),
  ),
  responses("all", "transport/no-request-id-header", ({ headers, ...response }) => {
    const { "x-amzn-requestid": _, ...rest } = headers;
    return { ...response, headers: rest };
  }),
  responses("all", "transport/another-request-id-header", (response) => ({
    ...response,
    headers: { ...response.headers, "x-amzn-requestid": "another" },
  })),
];
