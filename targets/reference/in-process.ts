import type { ElastiCacheClientConfig } from "@aws-sdk/client-elasticache";
import { type HttpRequest, HttpResponse as SdkResponse } from "@smithy/protocol-http";

import type { ReferenceService } from "./service.ts";

/** A request handler by which an SDK client speaks to the service in process, without a socket. */
export const asRequestHandler = (
  service: ReferenceService,
): NonNullable<ElastiCacheClientConfig["requestHandler"]> => {
  let answering = 0;
  return {
    async handle({ headers, body }: HttpRequest) {
      const before = answering;
      answering += 1;
      // Whoever is sent at the same time comes in before any of them is answered.
      await Promise.resolve();
      const response = service.handle(
        { headers, body: String(body ?? "") },
        Math.max(before, answering - 1),
      );
      answering -= 1;
      return {
        response: new SdkResponse({
          statusCode: response.status,
          headers: { ...response.headers },
          body: Buffer.from(response.body, response.encoding),
        }),
      };
    },
  };
};
