import type { TestProject } from "vitest/node";
import { provision } from "@/db/provision";

type Template = { adminUrl: string; urls: Awaited<ReturnType<typeof provision>> };

declare module "vitest" {
  interface ProvidedContext {
    template: Template;
  }
}

/** Migrates the one database that every worker clones. */
export default async function templateDatabase(project: TestProject) {
  const adminUrl = process.env.TEST_ADMIN_URL;
  if (!adminUrl) throw new Error("TEST_ADMIN_URL is missing. Run: node scripts/test.mjs --only=unit");
  project.provide("template", { adminUrl, urls: await provision(adminUrl, "portico_template") });
}
