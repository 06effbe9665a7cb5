import XmlBuilder from "fast-xml-builder";

/** A request as any HTTP server sees it. */
export interface HttpRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How the body becomes bytes; UTF-8 unless said. */
  readonly encoding?: BufferEncoding;
}

const namespace = "http://elasticache.amazonaws.com/doc/2015-02-02/";

/** A form body of the awsQuery protocol, as a tree: `A.B.member.1=x` becomes `{ A: { B: ["x"] } }` (F001, F005). */
export interface Form {
  readonly action: string;
  readonly members: Readonly<Record<string, unknown>>;
}

type Tree = Map<string, Tree | string>;

export function decode(body: string): Form {
  const tree: Tree = new Map();
  for (const [path, value] of new URLSearchParams(body)) plant(tree, path.split("."), value);
  const members = harvest(tree);
  const form = typeof members === "object" && members !== null ? { ...members } : {};
  return { action: new URLSearchParams(body).get("Action") ?? "", members: form };
}

function plant(tree: Tree, [head = "", ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    tree.set(head, value);
    return;
  }
  const known = tree.get(head);
  const below: Tree = known instanceof Map ? known : new Map();
  tree.set(head, below);
  plant(below, rest, value);
}

function harvest(tree: Tree): unknown {
  const list = tree.get("member") ?? tree.get("Tag");
  if (list instanceof Map)
    return [...list]
      .toSorted(([a], [b]) => Number(a) - Number(b))
      .map(([, item]) => (typeof item === "string" ? item : harvest(item)));
  return Object.fromEntries(
    [...tree].map(([name, item]) => [name, typeof item === "string" ? item : harvest(item)]),
  );
}

/** The region that a request was signed for; requests without a signature go to us-east-1. */
export const regionOf = ({ headers }: HttpRequest): string =>
  /Credential=[^/]+\/\d+\/(?<region>[^/]+)\//.exec(headers["authorization"] ?? "")?.groups?.[
    "region"
  ] ?? "us-east-1";

/** The account that a request comes from: its access key, where that is one of twelve digits, as emulators have it. */
export const accountOf = ({ headers }: HttpRequest): string | undefined =>
  /Credential=(?<account>\d{12})\//.exec(headers["authorization"] ?? "")?.groups?.["account"];

const builder = new XmlBuilder({
  format: true,
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  suppressEmptyNode: true,
});

/** The response to an accepted request: wrapper, result and metadata (F002), laid out as AWS does (F300). */
export const encodeResult = (action: string, result: object, requestId: string): HttpResponse => ({
  status: 200,
  headers: headersFor(requestId),
  body: builder.build({
    [`${action}Response`]: {
      "@xmlns": namespace,
      [`${action}Result`]: result,
      ResponseMetadata: { RequestId: requestId },
    },
  }),
});

export const encodeError = (
  status: number,
  code: string,
  message: string,
  requestId: string,
): HttpResponse => ({
  status,
  headers: headersFor(requestId),
  body: builder.build({
    ErrorResponse: {
      "@xmlns": namespace,
      Error: { Type: "Sender", Code: code, Message: message },
      RequestId: requestId,
    },
  }),
});

const headersFor = (requestId: string): Readonly<Record<string, string>> => ({
  "content-type": "text/xml",
  "x-amzn-requestid": requestId,
});
