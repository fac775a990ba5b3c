import { Agent, request } from "node:http";

/** One request over a kept connection; the body is read to its end. */
function ask(agent, port, { method = "GET", path, headers = {}, body }) {
  return new Promise((resolve, reject) => {
    const options = {
      agent,
      host: "127.0.0.1",
      port,
      method,
      path,
      headers: { host: `localhost:${port}`, ...headers },
    };
    const sent = request(options, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }),
      );
      answer.on("error", reject);
    });
    sent.setTimeout(30_000, () => sent.destroy(new Error(`${path} took more than 30 s`)));
    sent.on("error", reject);
    sent.end(body);
  });
}

const single = new Agent({ keepAlive: true });
export const askOnce = (port, what) => ask(single, port, what);

/** Asks `count` times over so many kept connections, for at most `seconds`; every answer must have the status. */
export async function load(port, { connections, count, status = 200, seconds = 20 }, next) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const until = performance.now() + seconds * 1000;
  const times = [];
  let begun = 0;
  const worker = async () => {
    while (begun < count && performance.now() < until) {
      const what = next(begun++);
      const from = performance.now();
      const answer = await ask(agent, port, what);
      times.push(performance.now() - from);
      if (answer.status !== status) throw new Error(`${what.path} answered ${answer.status}, not ${status}`);
    }
  };
  const from = performance.now();
  await Promise.all(Array.from({ length: connections }, worker));
  const elapsed = performance.now() - from;
  agent.destroy();
  return { times, perSecond: (times.length * 1000) / elapsed };
}
