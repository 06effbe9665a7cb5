import { bodies, type Damage, elements, responses, several, splitBy } from "./damage.ts";

const rewritten = (name: string, element: string, write: (content: string) => string): Damage =>
  bodies("error", name, (body) => elements(body, element, write));

const codes: readonly Damage[] = several(
  (name, write: (code: string) => string) => rewritten(`Code/${name}`, "Code", write),
  {
    "with-fault": [(code) => `<Code>${code}Fault</Code>`],
    "with-exception": [(code) => `<Code>${code}Exception</Code>`],
    "with-error": [(code) => `<Code>${code}Error</Code>`],
    lower: [(code) => `<Code>${code.toLowerCase()}</Code>`],
    upper: [(code) => `<Code>${code.toUpperCase()}</Code>`],
    "first-lower": [(code) => `<Code>${code[0]?.toLowerCase()}${code.slice(1)}</Code>`],
    spaces: [(code) => `<Code> ${code} </Code>`],
    "line-breaks": [(code) => `<Code>\n      ${code}\n    </Code>`],
    "tab-after": [(code) => `<Code>${code}\t</Code>`],
    namespace: [(code) => `<Code>com.amazonaws.elasticache#${code}</Code>`],
    colon: [(code) => `<Code>${code}:</Code>`],
    missing: [() => ""],
    empty: [() => "<Code/>"],
    blank: [() => "<Code> </Code>"],
    comment: [(code) => `<Code>${splitBy(code, "<!-- x -->")}</Code>`],
    cdata: [(code) => `<Code><![CDATA[${code}]]></Code>`],
    instruction: [(code) => `<Code>${splitBy(code, "<?x y?>")}</Code>`],
    element: [(code) => `<Code>${splitBy(code, "<b/>")}</Code>`],
    twice: [(code) => `<Code>${code}</Code><Code>${code}</Code>`],
    "twice-otherwise": [(code) => `<Code>${code}</Code><Code>Other</Code>`],
    "in-lower-case": [(code) => `<code>${code}</code>`],
    prefix: [(code) => `<x:Code xmlns:x="urn:x">${code}</x:Code>`],
    attribute: [(code) => `<Code x="y">${code}</Code>`],
  },
);

const messages: readonly Damage[] = several(
  (name, write: (text: string) => string) => rewritten(`Message/${name}`, "Message", write),
  {
    "in-lower-case": [(text) => `<message>${text}</message>`],
    upper: [(text) => `<MESSAGE>${text}</MESSAGE>`],
    short: [(text) => `<Msg>${text}</Msg>`],
    "beside-itself": [(text) => `<message>${text}</message><Message>${text}</Message>`],
    "beside-another": [(text) => `<message>x</message><Message>${text}</Message>`],
    "error-message": [(text) => `<ErrorMessage>${text}</ErrorMessage>`],
    comment: [(text) => `<Message>${splitBy(text, "<!-- x -->")}</Message>`],
    cdata: [(text) => `<Message><![CDATA[${text}]]></Message>`],
    instruction: [(text) => `<Message>${splitBy(text, "<?x y?>")}</Message>`],
    element: [(text) => `<Message>${splitBy(text, "<b/>")}</Message>`],
    twice: [(text) => `<Message>${text}</Message><Message>${text}</Message>`],
    ampersand: [(text) => `<Message>${splitBy(text, "&")}</Message>`],
    "less-than": [(text) => `<Message>${splitBy(text, "<")}</Message>`],
    prefix: [(text) => `<x:Message xmlns:x="urn:x">${text}</x:Message>`],
    attribute: [(text) => `<Message x="y">${text}</Message>`],
  },
);

const types: readonly Damage[] = several(
  (name, write: (text: string) => string) => rewritten(`error/type-${name}`, "Type", write),
  {
    missing: [() => ""],
    receiver: [() => "<Type>Receiver</Type>"],
    other: [() => "<Type>Client</Type>"],
    spaces: [(type) => `<Type> ${type} </Type>`],
    twice: [(type) => `<Type>${type}</Type><Type>${type}</Type>`],
  },
);

/** Writes the parts of an error anew. */
const errorAs = (
  name: string,
  write: (inner: string, requestId: string) => string,
  headers: Readonly<Record<string, string>> = {},
): Damage =>
  responses("error", `error/${name}`, (response) => {
    const inner = /<Error>([\s\S]*)<\/Error>/.exec(response.body)?.[1] ?? "";
    const requestId = /<RequestId>[^<]*<\/RequestId>/.exec(response.body)?.[0] ?? "";
    return {
      ...response,
      headers: { ...response.headers, ...headers },
      body: write(inner, requestId),
    };
  });

const namespace = 'xmlns="http://elasticache.amazonaws.com/doc/2015-02-02/"';

const codeIn = (inner: string): string => /<Code>([^<]*)/.exec(inner)?.[1] ?? "";

const envelopes: readonly Damage[] = [
  errorAs(
    "response-errors",
    (inner, id) =>
      `<Response ${namespace}><Errors><Error>${inner}</Error></Errors>${id.replaceAll("RequestId", "RequestID")}</Response>`,
  ),
  errorAs(
    "errors-in-error-response",
    (inner, id) =>
      `<ErrorResponse ${namespace}><Errors><Error>${inner}</Error></Errors>${id}</ErrorResponse>`,
  ),
  errorAs("error-alone", (inner) => `<Error>${inner}</Error>`),
  errorAs(
    "root-of-another-name",
    (inner, id) => `<XResponse ${namespace}><Error>${inner}</Error>${id}</XResponse>`,
  ),
  errorAs(
    "root-in-lower-case",
    (inner, id) => `<errorResponse ${namespace}><Error>${inner}</Error>${id}</errorResponse>`,
  ),
  errorAs(
    "error-in-lower-case",
    (inner, id) => `<ErrorResponse ${namespace}><error>${inner}</error>${id}</ErrorResponse>`,
  ),
  errorAs(
    "without-error",
    (inner, id) => `<ErrorResponse ${namespace}>${inner}${id}</ErrorResponse>`,
  ),
  errorAs(
    "as-a-result",
    (inner, id) =>
      `<CreateUserResponse ${namespace}><Error>${inner}</Error>${id}</CreateUserResponse>`,
  ),
  errorAs(
    "two-errors",
    (inner, id) =>
      `<ErrorResponse ${namespace}><Error>${inner}</Error><Error><Type>Sender</Type><Code>Other</Code></Error>${id}</ErrorResponse>`,
  ),
  errorAs(
    "soap",
    (inner) =>
      `<Envelope><Body><Fault><faultcode>${codeIn(inner)}</faultcode><faultstring>No.</faultstring></Fault></Body></Envelope>`,
  ),
  errorAs(
    "prefixes",
    (inner, id) =>
      `<a:ErrorResponse xmlns:a="http://elasticache.amazonaws.com/doc/2015-02-02/">${`<Error>${inner}</Error>${id}`.replaceAll(/<(\/?)(\w)/g, "<$1a:$2")}</a:ErrorResponse>`,
  ),
  errorAs("json", (inner) => JSON.stringify({ __type: codeIn(inner), message: "No." }), {
    "content-type": "application/x-amz-json-1.1",
  }),
  errorAs(
    "json-of-query",
    (inner) => JSON.stringify({ Error: { Type: "Sender", Code: codeIn(inner), Message: "No." } }),
    { "content-type": "application/json" },
  ),
  errorAs("json-with-a-header", (inner) => JSON.stringify({ message: codeIn(inner) }), {
    "content-type": "application/json",
    "x-amzn-errortype": "UserNotFoundFault:",
  }),
  errorAs("html", (inner) => `<html><body><h1>${codeIn(inner)}</h1></body></html>`, {
    "content-type": "text/html",
  }),
  errorAs("words", (inner) => codeIn(inner), { "content-type": "text/plain" }),
  errorAs("nothing", () => ""),
  // What follows is as good as what AWS sends, or nearly so.
  errorAs(
    "no-namespace",
    (inner, id) => `<ErrorResponse><Error>${inner}</Error>${id}</ErrorResponse>`,
  ),
  errorAs(
    "other-namespace",
    (inner, id) => `<ErrorResponse xmlns="urn:x"><Error>${inner}</Error>${id}</ErrorResponse>`,
  ),
  errorAs(
    "no-request-id",
    (inner) => `<ErrorResponse ${namespace}><Error>${inner}</Error></ErrorResponse>`,
  ),
  errorAs(
    "request-id-first",
    (inner, id) => `<ErrorResponse ${namespace}>${id}<Error>${inner}</Error></ErrorResponse>`,
  ),
  errorAs(
    "request-id-in-metadata",
    (inner, id) =>
      `<ErrorResponse ${namespace}><Error>${inner}</Error><ResponseMetadata>${id}</ResponseMetadata></ErrorResponse>`,
  ),
  errorAs(
    "detail",
    (inner, id) =>
      `<ErrorResponse ${namespace}><Error>${inner}<Detail/></Error>${id}</ErrorResponse>`,
  ),
  errorAs(
    "comment-between",
    (inner, id) =>
      `<ErrorResponse ${namespace}><!-- x --><Error><!-- x -->${inner}</Error>${id}</ErrorResponse>`,
  ),
];

const statuses = [
  200, 201, 202, 206, 299, 400, 401, 403, 405, 408, 409, 410, 418, 422, 429, 500, 502, 503, 504,
];

export const errorDamages: readonly Damage[] = [
  ...codes,
  ...messages,
  ...types,
  ...envelopes,
  ...statuses.map((status) =>
    responses("error", `error/status-${status}`, (response) => ({ ...response, status })),
  ),
];
