import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

type Arrived = { to: string[]; mail: Email };
type Reply = { code: number; text: string } | undefined;

/** A real mail server in the test's own process; it answers as told and can be closed and opened again. */
export class PostOffice {
  readonly arrived: Arrived[] = [];
  answer: (to: string) => Reply | Promise<Reply> = () => undefined;
  #server: SMTPServer | undefined;
  #port = 0;

  get url() {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  arrivedAt = (address: string) => this.arrived.filter(({ to }) => to.includes(address));

  async open(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS", "AUTH"],
      closeTimeout: 100,
      onRcptTo: async ({ address }, _session, done) => {
        const reply = await this.answer(address);
        done(reply && Object.assign(new Error(reply.text), { responseCode: reply.code }));
      },
      onData: (stream, { envelope }, done) => {
        const parts: Buffer[] = [];
        stream.on("data", (part) => parts.push(part));
        stream.on("end", async () => {
          const mail = await PostalMime.parse(Buffer.concat(parts));
          this.arrived.push({ to: envelope.rcptTo.map(({ address }) => address), mail });
          done();
        });
      },
    });
    server.on("error", () => undefined);
    await new Promise<void>((resolve) => server.listen(this.#port, "127.0.0.1", resolve));
    const address = server.server.address();
    if (address && typeof address === "object") this.#port = address.port;
    this.#server = server;
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server) await new Promise<void>((resolve) => server.close(resolve));
  }
}
