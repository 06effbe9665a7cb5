import { endpoint } from "../targets/endpoint.ts";
import { type Mount, mounts, reference } from "../targets/reference/index.ts";
import type { Target } from "../targets/target.ts";
import { conformance } from "./conformance.ts";

const { CONFORMANCE_TARGETS = "reference", CONFORMANCE_ENDPOINT, CONFORMANCE_RESET } = process.env;

/** The targets that CONFORMANCE_TARGETS names: the reference, how it is mounted after a colon, or an endpoint. */
const targets: readonly Target[] = CONFORMANCE_TARGETS.split(",").map((name) => {
  const [kind, how = "direct"] = name.split(":");
  const mount = mounts.find((known): known is Mount => known === how);
  if (kind === "reference" && mount !== undefined) return reference({ mount });
  if (CONFORMANCE_ENDPOINT === undefined)
    throw new Error(`CONFORMANCE_TARGETS=${name} needs CONFORMANCE_ENDPOINT`);
  return endpoint({ name, url: CONFORMANCE_ENDPOINT, reset: CONFORMANCE_RESET });
});

for (const target of targets) conformance(target);
