import { connect, createServer } from "node:net";

const HIGHEST_TRIED = 100;

function bind(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const bound = server.address().port;
      server.close(() => resolve(bound));
    });
  });
}

function answers(port, host) {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 500 });
    const finish = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => finish(true));
    socket.once("timeout", () => finish(false));
    socket.once("error", () => finish(false));
  });
}

// Someone on ::1 alone would be reached by "localhost" before us.
const isFree = async (port) =>
  !(await answers(port, "::1")) &&
  (await bind(port).then(
    () => true,
    () => false,
  ));

export const freePort = () => bind(0);

/** The wanted port, or the next free one, saying so. */
export async function portFrom(wanted, what) {
  for (let port = wanted; port < wanted + HIGHEST_TRIED; port++) {
    if (!(await isFree(port))) continue;
    if (port !== wanted) console.log(`  Port ${wanted} is taken, so ${what} uses ${port}.`);
    return port;
  }
  throw new Error(`No free port for ${what} between ${wanted} and ${wanted + HIGHEST_TRIED}.`);
}
