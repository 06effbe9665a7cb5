import packageFile from "elasticache-conformance/package.json" with { type: "json" };

/** The version of this suite. */
export const { version } = packageFile;

/** The version of the SDK that speaks where no other is chosen. */
export const sdkVersion = packageFile.dependencies["@aws-sdk/client-elasticache"];

/** The oldest Node by which anything is surveyed; the stubs alone run on that which `engines` names. */
const oldestNode = [22, 22] as const;

/** Why nothing can be surveyed by this Node; nothing where it can. */
export function nodeTooOld(): string | undefined {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [wanted, least] = oldestNode;
  return major > wanted || (major === wanted && minor >= least)
    ? undefined
    : `Node ${wanted}.${least} or later is needed; this is ${process.versions.node}`;
}
