import { askOnce } from "./client.mjs";

const unescaped = (text) => text.replaceAll("&quot;", '"').replaceAll("&amp;", "&").replaceAll("&#x27;", "'");

/** The hidden fields of the page's form, as a browser without JavaScript would send them. */
export async function formOf(port, path, cookie) {
  const { body } = await askOnce(port, { path, headers: { cookie } });
  const [, form] =
    /<main[\s\S]*?<form([\s\S]*?)<\/form>/.exec(body.toString()) ??
    /<form([\s\S]*?)<\/form>/.exec(body.toString()) ??
    [];
  const inputs = [...(form ?? "").matchAll(/<input type="hidden"([^>]*)>/g)].map(([, attributes]) => [
    /name="([^"]*)"/.exec(attributes)?.[1],
    unescaped(/value="([^"]*)"/.exec(attributes)?.[1] ?? ""),
  ]);
  if (inputs.length === 0) throw new Error(`${path} shows no form`);
  return inputs;
}

/** The post of a filled-in form; `more` are headers besides. */
export async function posting({ origin }, path, fields, cookie, more = {}) {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  const written = new Response(form);
  const headers = { origin, cookie, "content-type": written.headers.get("content-type") };
  const body = Buffer.from(await written.arrayBuffer());
  return { method: "POST", path, body, headers: { ...headers, ...more, "content-length": body.length } };
}
