import { expect } from "@playwright/test";

export type Mail = { id: string; to: string; subject: string; text: string; html: string };

const mailboxUrl = () => process.env["MAILBOX_URL"] ?? "http://127.0.0.1:8025";

async function lettersTo(address: string): Promise<Mail[]> {
  const answer = await fetch(`${mailboxUrl()}/api/messages?to=${encodeURIComponent(address)}`);
  return (await answer.json()) as Mail[];
}

/** The newest letter to an address, once there are so many; one of hundreds takes its time. */
async function lastTo(address: string, count = 1, timeout = 10_000): Promise<Mail> {
  await expect
    .poll(async () => (await lettersTo(address)).length, {
      message: `letter ${count} to ${address}`,
      timeout,
      intervals: [50, 100, 200],
    })
    .toBeGreaterThanOrEqual(count);
  const [newest] = await lettersTo(address);
  if (!newest) throw new Error(`no letter to ${address}`);
  return newest;
}

/** Where the button of an invitation leads. */
export function linkIn({ text }: Mail): string {
  const href = /https?:\/\/\S+\/i\/[\w-]{43}/.exec(text)?.[0];
  if (!href) throw new Error("no link in this mail");
  return href;
}

export const mailbox = {
  lastTo,
  countTo: async (address: string) => (await lettersTo(address)).length,
  pageOf: ({ id }: Mail) => `${mailboxUrl()}/mail/${id}`,
  origin: () => new URL(mailboxUrl()).origin,
};
