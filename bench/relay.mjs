import { connect, createServer } from "node:net";
import { atEnd } from "../scripts/launch/ending.mjs";

/** Passes everything on to the database and counts how often somebody waited for an answer. */
export async function startRelay(databasePort) {
  const counted = { trips: 0 };
  const server = createServer((client) => {
    const database = connect(databasePort, "127.0.0.1");
    let isAsking = false;
    client.on("data", (data) => {
      // Only what follows an answer is a new round trip; more of the same question is not.
      if (!isAsking) counted.trips += 1;
      isAsking = true;
      database.write(data);
    });
    database.on("data", (data) => {
      isAsking = false;
      client.write(data);
    });
    for (const [one, other] of [
      [client, database],
      [database, client],
    ])
      one.on("error", () => other.destroy()).on("close", () => other.destroy());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  atEnd("the counter", () => server.close());
  return { port: server.address().port, reset: () => (counted.trips = 0), trips: () => counted.trips };
}
