import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

import { type Listening, listening } from "../listening.ts";
import type { ReferenceService } from "./service.ts";

/** The service on a port of the loopback interface; port 0 takes a free one. Rejects where the port is taken. */
export async function listen(
  service: ReferenceService,
  port: number,
  host = "127.0.0.1",
): Promise<Listening> {
  const server = createServer((request, response) => {
    // A request that broke off wants no answer.
    answer(service, request, response).catch(() => response.destroy());
  });
  return listening(server, port, host);
}

/**
 * Answers one request by the service. Rejects where the request breaks off; a defect of the service is none of that, and is
 * thrown where nobody catches it.
 */
export async function answer(
  service: ReferenceService,
  request: IncomingMessage,
  response: ServerResponse,
  onBody?: (body: string) => void,
): Promise<void> {
  const body = await textOf(request);
  onBody?.(body);
  try {
    const { headers } = request;
    const {
      status,
      headers: own,
      body: said,
      encoding,
    } = service.handle({ headers: singleValued(headers), body });
    response.writeHead(status, own).end(Buffer.from(said, encoding));
  } catch (error) {
    // Else it would pass for trouble on the road.
    queueMicrotask(() => {
      throw error;
    });
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  request.setEncoding("utf8");
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

const singleValued = (headers: IncomingMessage["headers"]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value]] : [],
    ),
  );
