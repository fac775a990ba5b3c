import { parseArgs } from "node:util";
import { closePools } from "@/db/client";
import { provision } from "@/db/provision";

const { values } = parseArgs({
  options: { database: { type: "string" }, demo: { type: "boolean", default: false } },
});
const adminUrl = process.env["DATABASE_ADMIN_URL"];
if (!adminUrl || !values.database) throw new Error("DATABASE_ADMIN_URL and --database are needed");

const urls = await provision(adminUrl, values.database);
if (values.demo) {
  Object.assign(process.env, urls);
  const { loadDemo } = await import("./demo/load");
  await loadDemo();
  await closePools();
}
console.log(JSON.stringify(urls));
