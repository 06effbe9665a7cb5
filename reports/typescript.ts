import type { Report } from "./report.ts";
import type { StoredCommand } from "./stored.ts";

/** A string of TypeScript. */
const quoted = (text: string): string => JSON.stringify(text);

/** The target of a report, as an expression of our public interface. */
function targetOf({ kind, endpoint, region }: Report["target"]): readonly [string, string] {
  const at = region === undefined ? "" : `, region: ${quoted(region)}`;
  if (kind === "reference") return ["reference", "reference()"];
  if (kind === "client") return ["client", "client(adapter()) /* your adapter */"];
  return ["endpoint", `endpoint({ url: ${quoted(endpoint ?? "http://127.0.0.1:8000")}${at} })`];
}

/** A story as a test for vitest: red for as long as the rule is broken. */
export function asTest(
  { target }: Report,
  { id, commands }: { readonly id: string; readonly commands: readonly StoredCommand[] },
): readonly string[] {
  const [maker, expression] = targetOf(target);
  return [
    `import { ${maker}, replay } from "elasticache-conformance";`,
    `import { expect, it } from "vitest";`,
    "",
    `it(${quoted(id)}, { timeout: 120_000 }, async () => {`,
    `  const target = ${expression};`,
    "  const told = await replay(target, {",
    `    rule: ${quoted(id)},`,
    "    commands: [",
    ...commands.map((command) => `      ${JSON.stringify(command)},`),
    "    ],",
    "  });",
    "  await target.close();",
    `  expect(told).toEqual({ verdict: "FIXED" });`,
    "});",
  ];
}
