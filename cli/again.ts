import { defaultRun } from "../properties/survey.ts";
import type { Report } from "../reports/report.ts";
import { quote } from "../reports/request.ts";
import { defaultJournals, type TargetOptions } from "./target-options.ts";

/** How this program is called: in a checkout by npm, as a package by npx, which must fetch nothing that only has its name. */
const program = import.meta.url.endsWith(".ts")
  ? "npm run conformance --"
  : "npx --no -- elasticache-conformance";

const word = (option: string, value: string | number | undefined): readonly string[] =>
  value === undefined ? [] : [option, quote(String(value))];

/**
 * How a story of a run is told again: all options that lead to its target. What is nobody's business, an account or what is put into
 * a container, is left to variables of the shell.
 */
export const againBy = (options: TargetOptions): NonNullable<Report["replay"]> => ({
  command: program,
  options: [
    ...word("--config", options.config),
    ...word("--target", options.target),
    ...word("--endpoint", options.endpoint),
    ...word("--reset", options.reset),
    ...word("--other-access-key", options.otherAccessKey),
    ...word("--client", options.client),
    ...word("--client-seconds", options.clientSeconds),
    ...word("--image", options.image),
    ...word("--port", options.port),
    ...Object.keys(options.env).flatMap((name) => ["--env", `${quote(name)}="$${name}"`]),
    ...(options.mount === "direct" ? [] : word("--mount", options.mount)),
    ...word("--region", options.region),
    ...(options.account === undefined ? [] : ["--account", '"$ACCOUNT"']),
    ...word("--yes-at", options.yesAt?.join(",")),
    ...word("--sdk", options.sdk),
    ...word("--max-users", options.maxUsers),
    ...word("--max-requests", options.maxRequests),
    ...(options.journals === defaultJournals ? [] : word("--journals", options.journals)),
    ...(options.settleSeconds === defaultRun.settleSeconds
      ? []
      : word("--settle-seconds", options.settleSeconds)),
  ],
});
