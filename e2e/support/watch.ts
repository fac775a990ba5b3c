import type { BrowserContext } from "@playwright/test";
import { mailbox } from "./mailbox";

export type Watch = { problems: string[]; on: (context: BrowserContext) => void };

const isFault = (text: string) => /Content Security Policy|Hydration|Minified React error/i.test(text);

/** Collects what no page may ever do: break its own policy, fail in a script, or ask another origin. */
export function newWatch(home: string): Watch {
  const problems: string[] = [];
  const known = [new URL(home).origin, mailbox.origin()];
  const on = (context: BrowserContext) => {
    context.on("console", (message) => {
      if (isFault(message.text())) problems.push(`${message.page()?.url()}: ${message.text()}`);
    });
    context.on("weberror", (error) => problems.push(`${error.page()?.url()}: ${error.error().message}`));
    context.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith("http") && !known.includes(origin)) problems.push(`asked ${request.url()}`);
    });
    context.on("response", (response) => {
      if (response.status() >= 500)
        problems.push(`${response.status()} ${response.request().method()} ${response.url()}`);
    });
  };
  return { problems, on };
}
