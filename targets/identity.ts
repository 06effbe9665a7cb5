import { devNull } from "node:os";

/** A client is under test in this process already: what the environment says of AWS can be said for one only. */
class Occupied extends Error {
  override readonly name = "Occupied";
}

let taken: string | undefined;

/**
 * Gives this process, and those that it starts, no other AWS identity than one of our own at this endpoint: whatever keys, tokens,
 * profiles, files, roles and switches the environment holds for the AWS SDKs are set aside. Returns what gives them back.
 * Throws `Occupied` where that was done already, and was not taken back.
 */
export function setAside(url: string, region: string): () => void {
  if (taken !== undefined)
    throw new Occupied(
      `a client on ${taken} is under test in this process: close its target before the next`,
    );
  taken = url;
  const aside = Object.entries(process.env).filter(([name]) => isOfAws(name));
  const ours = {
    AWS_ENDPOINT_URL: url,
    AWS_ENDPOINT_URL_ELASTICACHE: url,
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "false",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: "conformance",
    AWS_SECRET_ACCESS_KEY: "conformance",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
  };
  for (const [name] of aside) delete process.env[name];
  Object.assign(process.env, ours);
  return () => {
    for (const name of Object.keys(process.env)) if (isOfAws(name)) delete process.env[name];
    Object.assign(process.env, Object.fromEntries(aside));
    taken = undefined;
  };
}

/** Keys, tokens, profiles, files, container and web-identity roles, endpoints, FIPS and dual stack: all begin so. */
const isOfAws = (name: string): boolean => /^AWS_/i.test(name);
