import { parseArgs } from "node:util";
import { provision } from "@/db/provision";

const { values } = parseArgs({
  options: { database: { type: "string" }, demo: { type: "boolean", default: false } },
});
const adminUrl = process.env["DATABASE_ADMIN_URL"];
if (!adminUrl || !values.database) throw new Error("DATABASE_ADMIN_URL and --database are needed");

const urls = await provision(adminUrl, values.database);
console.log(JSON.stringify(urls));
