import { existsSync, readFileSync } from "node:fs";

const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined);

/** How many tests of Vitest passed and failed; a file that could not even start counts as one failure. */
export function countOfVitest(file) {
  const { numPassedTests = 0, numFailedTests = 0, testResults = [] } = read(file) ?? {};
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.length,
  );
  return { passed: numPassedTests, failed: numFailedTests + broken.length };
}

/** The same of Playwright; a test that needed a second try has passed. */
export function countOfPlaywright(file) {
  const { expected = 0, flaky = 0, unexpected = 0 } = read(file)?.stats ?? {};
  return { passed: expected + flaky, failed: unexpected };
}
