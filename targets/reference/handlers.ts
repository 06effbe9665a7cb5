import { http, type HttpHandler, HttpResponse } from "msw";

import type { ReferenceService } from "./service.ts";

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
