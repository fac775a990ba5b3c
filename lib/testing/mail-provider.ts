import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

type Asked = { key: string; to: string };
type Mood = "takes" | "fails" | "waits" | "hangs_up" | "takes_and_hangs_up";

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
};

/** The provider's interface as far as it is used: a key that was seen before sends nothing again. */
export class MailProvider {
  /** How often a mail really left, by address. */
  readonly sent = new Map<string, number>();
  mood: () => Mood = () => "takes";
  readonly #keys = new Set<string>();
  #server: Server | undefined;
  #port = 0;

  get url() {
    return `http://127.0.0.1:${this.#port}`;
  }

  get total() {
    return [...this.sent.values()].reduce((sum, count) => sum + count, 0);
  }

  async open(): Promise<void> {
    const server = createServer((request, response) => void this.#answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address && typeof address === "object") this.#port = address.port;
    this.#server = server;
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  #take({ key, to }: Asked): void {
    if (this.#keys.has(key)) return;
    this.#keys.add(key);
    this.sent.set(to, (this.sent.get(to) ?? 0) + 1);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const mood = this.mood();
    const key = String(request.headers["idempotency-key"]);
    const [to = ""]: string[] = JSON.parse(await bodyOf(request)).to;
    if (mood.startsWith("takes")) this.#take({ key, to });
    if (mood.endsWith("hangs_up")) {
      response.destroy();
      return;
    }
    const status = mood === "takes" ? 200 : mood === "waits" ? 429 : 500;
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(status === 200 ? { id: key } : { name: "application_error", message: mood }));
  }
}
