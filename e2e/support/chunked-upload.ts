import { request } from "node:http";
import type { Page } from "@playwright/test";

type Upload = { page: Page; url: string; bytes: number; line?: string };
export type Answer = { status: number; text: string; headers: NodeJS.Dict<string | string[]> };

const BOUNDARY = "b";
const HEAD = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="people.csv"\r\n\r\n`;

/** Sends a file without saying how long it is, and reads the answer even when it comes before the end. */
export async function chunkedUpload({ page, url, bytes, line = "x\n" }: Upload): Promise<Answer> {
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const headers = {
    cookie,
    origin: new URL(url).origin,
    "content-type": `multipart/form-data; boundary=${BOUNDARY}`,
    "transfer-encoding": "chunked",
  };
  return new Promise((resolve, reject) => {
    let isAnswered = false;
    const sending = request(url, { method: "POST", headers }, (answer) => {
      isAnswered = true;
      let text = "";
      answer.on("data", (part) => {
        text += part;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text, headers: answer.headers }));
    });
    sending.on("error", (error) => !isAnswered && reject(error));
    const piece = line.repeat(Math.ceil(65_536 / line.length));
    sending.write(HEAD);
    const send = (left: number): void => {
      if (isAnswered || left <= 0) sending.end(`\r\n--${BOUNDARY}--\r\n`);
      else sending.write(piece, () => send(left - piece.length));
    };
    send(bytes);
  });
}
