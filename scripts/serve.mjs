import { createServer } from "node:http";
import next from "next";
import { clientAddress } from "./serve/client-address.mjs";
import { readableAddress } from "./serve/readable-address.mjs";

const port = Number(process.env.PORT ?? 3000);
const hostname = process.env.HOST ?? "127.0.0.1";
const hops = Number(process.env.TRUSTED_PROXIES ?? 0);
const methods = new Set(["GET", "HEAD", "POST"]);

// What only a proxy or Next itself may say: from a client it is dropped.
const internal = [
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-forwarded-port",
  "forwarded",
  "x-real-ip",
  "x-middleware-subrequest",
  "x-middleware-rewrite",
  "x-nextjs-data",
  "next-resume",
  "x-matched-path",
  "x-portico-address",
  "x-nonce",
];

function tidy(request) {
  const address = clientAddress({
    forwardedFor: request.headers["x-forwarded-for"],
    socket: request.socket.remoteAddress ?? "",
    hops,
  });
  request.url = readableAddress(request.url ?? "/");
  for (const name of internal) delete request.headers[name];
  request.headers["x-forwarded-for"] = address;
  request.headers["x-portico-address"] = address;
}

const app = next({ dev: false, hostname, port });
await app.prepare();
const handle = app.getRequestHandler();

const server = createServer((request, response) => {
  if (!methods.has(request.method ?? "")) {
    response.writeHead(405, { Allow: "GET, HEAD, POST", "Content-Length": 0 }).end();
    return;
  }
  tidy(request);
  handle(request, response).catch((error) => {
    console.error(JSON.stringify({ level: "error", what: "unhandled", error: String(error) }));
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});
server.requestTimeout = 30_000;
server.headersTimeout = 10_000;

server.listen(port, hostname, () => console.log(`Portico listens on ${hostname}:${port}`));

for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, async () => {
    server.close();
    server.closeIdleConnections();
    setTimeout(() => process.exit(0), 8000).unref();
    // A mail that is being handed over is finished first, or it would leave twice.
    const worker = await globalThis.porticoWorker;
    await worker?.stop();
    process.exit(0);
  });
