import type { APIResponse, Page } from "@playwright/test";

export type Value = string | { name: string; mimeType: string; buffer: Buffer };

/** A form as it goes over the wire without JavaScript. */
export type RawForm = { url: string; fields: [string, Value][] };

/** Reads a form with its button and all that Next hides in it. */
export async function rawForm(page: Page, button: string): Promise<RawForm> {
  const pressed = page
    .locator("button[type=submit]")
    .filter({ hasText: new RegExp(`^${button}$`) })
    .last();
  const fields = await pressed.evaluate((element) => {
    const data = new FormData((element as HTMLButtonElement).form ?? undefined);
    return [...data.entries()].map(([name, value]): [string, string] => [name, String(value)]);
  });
  return { url: page.url(), fields };
}

/** The same form with other values; undefined leaves a field out. */
export function changed({ url, fields }: RawForm, changes: Record<string, Value | undefined>): RawForm {
  const kept = fields.filter(([name]) => !(name in changes));
  const set = Object.entries(changes).flatMap(([name, value]): [string, Value][] =>
    value === undefined ? [] : [[name, value]],
  );
  return { url, fields: [...kept, ...set] };
}

/** Posts it with the cookies of this page; `origin` null says nothing about where it comes from. */
export async function send(
  page: Page,
  form: RawForm,
  origin: string | null = new URL(form.url).origin,
): Promise<APIResponse> {
  const body = new FormData();
  for (const [name, value] of form.fields)
    if (typeof value === "string") body.append(name, value);
    else body.append(name, new Blob([new Uint8Array(value.buffer)], { type: value.mimeType }), value.name);
  const headers = origin === null ? {} : { origin };
  return page
    .context()
    .request.post(form.url, { multipart: body, headers, maxRedirects: 0, failOnStatusCode: false });
}
