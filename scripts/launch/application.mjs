import { join } from "node:path";
import { startChild, waitFor } from "./child.mjs";
import { root } from "./root.mjs";

/** Serves the built application on this machine only, and waits until it answers. */
export async function startApplication({ env, port, folder }) {
  const child = startChild("application", [join(root, "scripts", "serve.mjs")], {
    env: { ...env, HOST: "127.0.0.1", PORT: String(port) },
    folder,
  });
  await waitFor(child, `http://127.0.0.1:${port}/api/health`);
  return child;
}

/** Starts the mailbox that takes every mail, and waits until it answers. */
export async function startMailbox({ env, smtpPort, port, folder }) {
  const child = startChild("mailbox", [join(root, "scripts", "mailbox.mjs")], {
    env: { ...env, SMTP_PORT: String(smtpPort), MAILBOX_PORT: String(port) },
    folder,
  });
  await waitFor(child, `http://127.0.0.1:${port}/api/messages`);
  return child;
}
