import { writeFileSync } from "node:fs";

import * as z from "zod";

import { reportSchema, schemaVersion } from "./report.ts";

/** The form of `report.json` as JSON Schema, for whoever reads it without us: `npm run report:schema` writes it anew. */
export const published = (): string =>
  `${JSON.stringify(
    {
      title: `report.json of elasticache-conformance, version ${schemaVersion}`,
      // What it cannot say, as that members are those of an operation, is checked when stories are told.
      ...z.toJSONSchema(reportSchema, { io: "input", unrepresentable: "any" }),
    },
    null,
    2,
  )}\n`;

export const schemaFile = new URL("report.schema.json", import.meta.url).pathname;

if (import.meta.main) writeFileSync(schemaFile, published());
