import { gunzipSync } from "node:zlib";
import { askOnce } from "./client.mjs";

const CHUNK = /static\/chunks\/[\w./~-]+?\.js/g;

/** What a first visit fetches of JavaScript: every script the page names, but those for browsers without modules. */
export async function scriptsOf(port, { path, headers = {} }) {
  const { body } = await askOnce(port, { path, headers });
  const page = body.toString();
  const old = new Set(
    [...page.matchAll(/<script[^>]*noModule[^>]*>/gi)].flatMap(([tag]) => tag.match(CHUNK) ?? []),
  );
  const names = [...new Set(page.match(CHUNK) ?? [])].filter((name) => !old.has(name));
  const sizes = await Promise.all(
    names.map(async (name) => {
      const answer = await askOnce(port, { path: `/_next/${name}`, headers: { "accept-encoding": "gzip" } });
      const isZipped = answer.headers["content-encoding"] === "gzip";
      return [answer.body.length, (isZipped ? gunzipSync(answer.body) : answer.body).length];
    }),
  );
  const sum = (place) => sizes.reduce((total, size) => total + size[place], 0) / 1000;
  return { files: names.length, gz: sum(0), raw: sum(1) };
}
