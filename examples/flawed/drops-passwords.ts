import type { AuthenticationMode } from "@aws-sdk/client-elasticache";

import { CacheUsers, type Proof } from "../cache-users.ts";

/** Sends the type of the authentication mode, and forgets the passwords. */
export class DropsPasswords extends CacheUsers {
  protected override modeFor(proof: Proof | undefined): AuthenticationMode | undefined {
    const mode = super.modeFor(proof);
    return mode === undefined ? undefined : { Type: mode.Type };
  }
}
