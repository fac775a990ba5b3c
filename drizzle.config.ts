import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: "./db/schema/*.ts",
  // The check that schema and migrations agree generates into a copy.
  out: process.env.DRIZZLE_OUT ?? "./db/migrations",
  casing: "snake_case",
});
