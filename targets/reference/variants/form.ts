import { writes } from "../faults.ts";
import type { Fault } from "../service.ts";
import { type Variant, variant } from "./variant.ts";

const headed = (headers: Readonly<Record<string, string>>): Fault => ({
  response: (response) => ({ ...response, headers: { ...response.headers, ...headers } }),
});

/** The same answers, written otherwise: what means nothing in XML or HTTP. */
export const formVariants: readonly Variant[] = [
  variant(
    "indented by two spaces",
    writes((body) => body.replaceAll(/>(?=<(?!\/))/g, ">\n  ")),
  ),
  variant(
    "with a line end after it",
    writes((body) => `${body}\n`),
  ),
  variant(
    "with CR LF between elements",
    writes((body) => body.replaceAll("><", ">\r\n<")),
  ),
  variant(
    "with a declaration",
    writes(
      (body) => `<?xml version="1.0" encoding="UTF-8"?>\n${body.replace(/^<\?xml[^>]*\?>\s*/, "")}`,
    ),
  ),
  variant(
    "without a declaration",
    writes((body) => body.replace(/^<\?xml[^>]*\?>\s*/, "")),
  ),
  variant(
    "with a comment before its end",
    writes((body) => body.replace(/(<\/\w+>\s*)$/, "<!-- x -->$1")),
  ),
  variant(
    "with apostrophes as entities",
    writes((body) => body.replaceAll(/>[^<]*</g, (text) => text.replaceAll("'", "&apos;"))),
  ),
  variant(
    "with colons as references",
    writes((body) => body.replaceAll(/>[^<]*</g, (text) => text.replaceAll(":", "&#58;"))),
  ),
  variant(
    "with empty elements in two tags",
    writes((body) => body.replaceAll(/<(\w+)\/>/g, "<$1></$1>")),
  ),
  variant(
    "with empty elements in one tag",
    writes((body) => body.replaceAll(/<(\w+)><\/\1>/g, "<$1/>")),
  ),
  variant("as application/xml", headed({ "content-type": "application/xml; charset=utf-8" })),
  variant("as text/xml in UTF-8", headed({ "content-type": "text/xml;charset=UTF-8" })),
  variant("with headers of its own", headed({ server: "x", "x-amzn-trace-id": "Root=1" })),
  variant(
    "with the metadata before the rest of an error",
    writes((body) =>
      body.replace(/^(.*?<ErrorResponse[^>]*>)(.*)(<RequestId>[^<]*<\/RequestId>)/s, "$1$3$2"),
    ),
  ),
  variant(
    "with the members of a user in another order",
    writes((body) =>
      body.replaceAll(/(<Status>\w+<\/Status>)(.*?)(<ARN>[^<]*<\/ARN>)/gs, "$3$2$1"),
    ),
  ),
];
