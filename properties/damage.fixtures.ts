import * as fc from "fast-check";

/** What nobody expects in a document. */
const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1e308,
    "",
    [],
    {},
    "\u0000",
    "\u001b[2J",
    "</script><img src=x onerror=alert(1)>",
    "{{a:16}}",
    "{{arn:user:",
    "arn:aws:elasticache:us-east-1:123456789012:user:u-0",
    "__proto__",
    JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":1}}'),
    "x".repeat(10_000),
    Array.from({ length: 1000 }, () => null),
    JSON.parse(`${"[".repeat(300)}${"]".repeat(300)}`),
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

interface Edit {
  readonly at: number;
  readonly how: "put" | "drop" | "rename" | "twice";
  readonly value: unknown;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(),
  how: fc.constantFrom("put", "put", "drop", "rename", "twice"),
  value: hostile,
});

/** Every place in a document where something stands: what holds it, and under which name. */
function* placesIn(data: unknown): Generator<readonly [holder: object, name: string]> {
  if (typeof data !== "object" || data === null) return;
  for (const [name, value] of Object.entries(data)) {
    yield [data, name];
    yield* placesIn(value);
  }
}

function edited(document: unknown, { at, how, value: given }: Edit): unknown {
  // Each edit has its own: what is put in may be edited itself.
  const value = structuredClone(given);
  const places = [...placesIn(document)];
  const place = places[at % Math.max(1, places.length)];
  if (place === undefined) return value;
  const [holder, name] = place;
  const before: unknown = Reflect.get(holder, name);
  if (how === "put") Reflect.set(holder, name, value);
  else if (how === "twice" && Array.isArray(holder)) holder.push(structuredClone(before));
  else {
    Reflect.deleteProperty(holder, name);
    if (how === "rename") Reflect.set(holder, `${name}x`, before);
  }
  return document;
}

/** One of these documents with one to three of its parts changed, left out, under another name, or there twice. */
export const damagedData = (samples: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc
    .tuple(fc.nat(samples.length - 1), fc.array(edit, { minLength: 1, maxLength: 3 }))
    .map(([index, edits]) =>
      edits.reduce<unknown>(
        (document, one) => edited(document, one),
        structuredClone(samples[index]),
      ),
    );

/** One of these texts, cut off, with something put in, something left out, or a part there twice; or no such text at all. */
export const damagedText = (samples: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
    {
      weight: 9,
      arbitrary: fc
        .record({
          index: fc.nat(samples.length - 1),
          from: fc.nat(),
          length: fc.nat(40),
          put: fc.oneof(
            fc.string({ unit: "binary", maxLength: 5 }),
            fc.constantFrom(
              "<",
              ">",
              "&",
              '"',
              "]]>",
              "<![CDATA[",
              "<!--",
              "<a>",
              "</a>",
              "&#0;",
              "\ufeff",
              "\r\n",
            ),
          ),
          how: fc.constantFrom("cut", "replace", "insert", "repeat"),
        })
        .map(({ index, from, length, put, how }) => {
          const text = samples[index] ?? "";
          const start = from % (text.length + 1);
          const [before, after] = [text.slice(0, start), text.slice(start)];
          if (how === "cut") return before;
          if (how === "replace") return before + put + after.slice(length);
          return how === "insert" ? before + put + after : before + after.slice(0, length) + after;
        }),
    },
  );

/** Something that an adapter may answer, whose parts throw, never end, or are no data. */
export const oddValue = (sample: object): fc.Arbitrary<unknown> =>
  fc.oneof(
    damagedData([sample]),
    fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: true,
    }),
    fc
      .constantFrom<() => unknown>(
        () => {
          const round: { self?: object } = {};
          round.self = round;
          return { ...sample, round };
        },
        () =>
          Object.defineProperty({ ...sample }, "Users", {
            enumerable: true,
            get: () => {
              throw new Error("no");
            },
          }),
        () =>
          new Proxy(sample, {
            ownKeys: () => {
              throw new Error("no");
            },
          }),
        () => ({ ...sample, toJSON: () => "x" }),
        () => Symbol("x"),
        () => () => sample,
      )
      .map((make) => make()),
  );
