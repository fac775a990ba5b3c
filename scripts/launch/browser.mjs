import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { stage } from "./progress.mjs";
import { installed } from "./root.mjs";
import { run, runNode } from "./run.mjs";
import { Stopped } from "./stopped.mjs";

// The headless shell first: without windows to draw it does the same with a quarter less work.
const PACKAGES = ["chromium-headless-shell", "chromium"];
const NAMES = [...PACKAGES, "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe"];
const MAC = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

function systemBrowser() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const places = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...places, ...MAC].find(existsSync);
}

async function playwrightBrowser() {
  const { chromium } = await import("@playwright/test");
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
}

async function installPackage() {
  for (const name of PACKAGES) {
    const install = run("apt-get", ["install", "-y", "--no-install-recommends", name], { seconds: 600 });
    if ((await install.catch(() => undefined))?.ok) return;
  }
}

async function fetchedBrowser() {
  const cli = installed("@playwright", "test", "cli.js");
  await stage("Fetching a browser", () => runNode([cli, "install", "chromium"], { seconds: 300 }));
  const own = await playwrightBrowser();
  if (own || process.getuid?.() !== 0) return own;
  await stage("Installing Chromium with apt-get", installPackage);
  return systemBrowser();
}

/** Where a Chromium is: named, on this machine, Playwright's own, or fetched now. */
export async function findBrowser() {
  const named = process.env.BROWSER_PATH;
  if (named && !existsSync(named))
    throw new Stopped(`BROWSER_PATH says ${named}, and there is nothing there.`);
  const found = named || systemBrowser() || (await playwrightBrowser()) || (await fetchedBrowser());
  if (!found) throw new Stopped("No browser found. Install Chromium or Chrome, or set BROWSER_PATH to one.");
  return found;
}
