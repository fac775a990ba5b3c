import { SMTPServer } from "smtp-server";
import { takeIn } from "./letters.mjs";

let server;

const refusal = (message, responseCode) => Object.assign(new Error(message), { responseCode });

/** Addresses that begin so play a mailbox that is gone, or one that is busy. */
function onRcptTo({ address }, _session, done) {
  if (address.startsWith("reject-")) return done(refusal("5.1.1 The mailbox does not exist", 550));
  if (address.startsWith("defer-")) return done(refusal("4.2.1 The mailbox is busy, try again later", 451));
  done();
}

function onData(stream, { envelope }, done) {
  const parts = [];
  stream.on("data", (part) => parts.push(part));
  stream.on("end", () => {
    const to = envelope.rcptTo.map(({ address }) => address);
    takeIn(Buffer.concat(parts), { from: envelope.mailFrom?.address, to }).then(() => done(), done);
  });
}

/** Takes mail on this port. */
export function openSmtp(port) {
  if (server) return "up";
  return new Promise((resolve, reject) => {
    const opened = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS", "AUTH"],
      onRcptTo,
      onData,
    });
    opened.on("error", reject);
    opened.listen(port, "127.0.0.1", () => {
      server = opened;
      resolve("up");
    });
  });
}

/** Refuses every connection until opened again. */
export function closeSmtp() {
  if (!server) return "down";
  const closing = server;
  server = undefined;
  return new Promise((resolve) => {
    closing.close(() => resolve("down"));
    for (const connection of closing.connections) connection.close();
  });
}
