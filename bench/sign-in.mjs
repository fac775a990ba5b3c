import { createHmac } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { askOnce, load } from "./client.mjs";
import { formOf, posting } from "./form.mjs";
import { quantile } from "./numbers.mjs";
import { measured } from "./pages.mjs";

const WIDE = 8;
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1, secret: Buffer.alloc(32, 7) };

/** Only verifications, eight asked for at once, in this process: what a sign-in cannot do without. */
export async function verifyRound(count) {
  const known = await hash("correct horse battery staple", parameters);
  const before = process.cpuUsage();
  const from = performance.now();
  let begun = 0;
  const worker = async () => {
    while (begun++ < count) await verify(known, "correct horse battery staple", parameters);
  };
  await Promise.all(Array.from({ length: WIDE }, worker));
  const { user, system } = process.cpuUsage(before);
  return { cpu: (user + system) / 1000 / count, perSecond: (count * 1000) / (performance.now() - from) };
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The code an authenticator app would show now (RFC 6238). */
function codeOf(key) {
  const bits = [...key].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac("sha1", secret).update(step).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Makes the posts of a sign-in for one company; each call takes the next of its people. */
export async function signInsOf({ application, people }, company) {
  const fields = await formOf(application.port, "/sign-in", "");
  const next = { withPassword: 0, withCode: 0 };
  const take = (kind) => company[kind][next[kind]++ % company[kind].length];
  const password = ({ email }) =>
    posting(application, "/sign-in", [...fields, ["email", email], ["password", people.password]], "");
  const cookieOf = (answer, name) =>
    (answer.headers["set-cookie"] ?? []).find((one) => one.startsWith(name))?.split(";")[0];
  let codeFields;
  const code = async (person) => {
    const answer = await askOnce(application.port, await password(person));
    const cookie = cookieOf(answer, "__Host-flow-sign-in");
    if (!cookie) throw new Error(`a right password led to ${answer.status}`);
    codeFields ??= await formOf(application.port, "/sign-in/code", cookie);
    return posting(application, "/sign-in/code", [...codeFields, ["code", codeOf(person.key)]], cookie);
  };
  return {
    passwords: (count) => Promise.all(Array.from({ length: count }, () => password(take("withPassword")))),
    codes: async (count) => {
      const made = [];
      for (let n = 0; n < count; n++) made.push(await code(take("withCode")));
      return made;
    },
  };
}

const posts = (world, made, connections) =>
  measured(world, { connections, count: made.length, status: 303 }, (index) => made[index]);

/** One round: bare verifications, then passwords alone and by eight, then the codes that follow a password. */
export async function signInRound(world, signIns, { count, codes }) {
  const bare = await verifyRound(count);
  const alone = await posts(world, await signIns.passwords(Math.ceil(count / 4)), 1);
  const crowded = await posts(world, await signIns.passwords(count), WIDE);
  const code = await posts(world, await signIns.codes(codes), WIDE);
  return { bare, alone, crowded, code };
}

/** The p95 of a page while 32 sign-ins go on, and in quiet. */
export async function duringSignIns({ application }, signIns, page) {
  const look = async () =>
    (await load(application.port, { connections: 1, count: 25 }, () => page.ask)).times;
  const quiet = await look();
  const made = await signIns.passwords(128);
  const [busy] = await Promise.all([
    look(),
    load(application.port, { connections: 32, count: made.length, status: 303 }, (index) => made[index]),
  ]);
  return { quiet: quantile(quiet, 0.95), busy: quantile(busy, 0.95) };
}
