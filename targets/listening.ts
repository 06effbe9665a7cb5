import type { Server } from "node:http";

/** A server on its port, until it is disposed of. */
export interface Listening extends AsyncDisposable {
  readonly url: string;
}

/** Puts a server on a port; port 0 takes a free one. Rejects where the port is taken. */
export async function listening(server: Server, port = 0, host = "127.0.0.1"): Promise<Listening> {
  // Who keeps a connection for the next request must not find it closed just then.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const taken = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
