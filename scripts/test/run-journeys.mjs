import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { startApplication, startMailbox } from "../launch/application.mjs";
import { findBrowser } from "../launch/browser.mjs";
import { build } from "../launch/build.mjs";
import { provision } from "../launch/database.mjs";
import { environment } from "../launch/environment.mjs";
import { freePort } from "../launch/port.mjs";
import { loudStage, stage } from "../launch/progress.mjs";
import { installed } from "../launch/root.mjs";
import { runNode } from "../launch/run.mjs";
import { countOfPlaywright } from "./test-count.mjs";
import { runFolder, runSecrets } from "./test-run.mjs";

async function serve(adminUrl) {
  const [port, mailbox, smtpPort] = [await freePort(), await freePort(), await freePort()];
  const settings = { secrets: runSecrets, mode: "test", port, smtpPort };
  const database = { adminUrl, database: "portico_e2e", env: environment(settings) };
  const urls = await stage("Preparing the database", () => provision(database));
  // Limits count by address: behind one proxy each journey can have an address of its own.
  const own = {
    TRUSTED_PROXIES: "1",
    MAILBOX_URL: `http://127.0.0.1:${mailbox}`,
    RESEND_WEBHOOK_SECRET: `whsec_${randomBytes(24).toString("base64")}`,
  };
  const env = { ...environment({ ...settings, urls }), ...own };
  await stage("Starting the mailbox", () =>
    startMailbox({ env, smtpPort, port: mailbox, folder: runFolder }),
  );
  await stage("Starting Portico", () => startApplication({ env, port, folder: runFolder }));
  return env;
}

/** Builds and serves Portico on a new database and runs Playwright; gives how many tests passed and failed. */
export async function runJourneys(adminUrl, filters) {
  const BROWSER_PATH = await findBrowser();
  await build();
  const file = join(runFolder, "playwright.json");
  const env = { ...(await serve(adminUrl)), BROWSER_PATH, PLAYWRIGHT_REPORT: file };
  const { ok } = await loudStage("playwright", () =>
    runNode([installed("@playwright", "test", "cli.js"), "test", ...filters], {
      env: { ...env, NODE_OPTIONS: "--conditions=react-server" },
      show: true,
    }),
  );
  return { ok, ...countOfPlaywright(file) };
}
