import { join } from "node:path";
import { startChild, waitFor } from "./child.mjs";
import { installed, root } from "./root.mjs";

/** Serves the built application on this machine only, and waits until it answers. */
export async function startApplication({ env, port, folder }) {
  const next = installed("next", "dist", "bin", "next");
  const child = startChild("application", [next, "start", "-H", "127.0.0.1", "-p", String(port)], {
    env,
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
