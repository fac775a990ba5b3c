import { defineConfig } from "vitest/config";

const serverOnly = `${import.meta.dirname}/node_modules/server-only/empty.js`;

export default defineConfig({
  // Not the condition react-server for all: under it React Email cannot render.
  resolve: { alias: { "@": import.meta.dirname, "server-only": serverOnly } },
  test: {
    include: ["{app,lib,db,scripts}/**/*.test.ts"],
    globalSetup: "lib/testing/template-database.ts",
    setupFiles: "lib/testing/worker-database.ts",
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
