import { http, type HttpHandler, HttpResponse } from "msw";

import { createReference, type ReferenceOptions, type ReferenceService } from "./service.ts";

/** msw handlers that answer for every region's endpoint, or for one URL. */
export const asHandlers = (
  service: ReferenceService,
  url = "https://elasticache.*",
): readonly HttpHandler[] => [
  http.post(url, async ({ request }) => {
    const { status, headers, body } = service.handle({
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
    });
    return new HttpResponse(body, { status, headers: { ...headers } });
  }),
];

/** The reference service as msw handlers, for the tests of others: one service of its own each time. */
export const referenceHandlers = (
  options: ReferenceOptions & { readonly url?: string } = {},
): readonly HttpHandler[] => asHandlers(createReference(options), options.url);
