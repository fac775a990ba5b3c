import { defineConfig } from "@playwright/test";

const { APP_URL, BROWSER_PATH, PLAYWRIGHT_REPORT } = process.env;

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  testDir: "e2e",
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  outputDir: "test-results",
  reporter: [["list"], ["json", { outputFile: PLAYWRIGHT_REPORT ?? "test-results/report.json" }]],
  use: {
    baseURL: APP_URL ?? "http://localhost:3000",
    locale: "en-GB",
    timezoneId: "Europe/Amsterdam",
    userAgent: "Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0 Safari/537.36",
    screenshot: "only-on-failure",
    actionTimeout: 15_000,
    launchOptions: { args: QUIET, ...(BROWSER_PATH ? { executablePath: BROWSER_PATH } : {}) },
  },
});
