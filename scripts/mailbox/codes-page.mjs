import { readFile } from "node:fs/promises";
import { generate } from "otplib";
import { escaped, page } from "./html.mjs";

const STEP_SECONDS = 30;

async function row({ name, email, password, key, codes = [], role, tenant, story }) {
  const code = key ? `<span class="code">${await generate({ secret: key })}</span>` : "none yet";
  const who = [role, tenant].filter(Boolean).map(escaped).join(", ");
  const kept = codes.map((one) => `<br><span class="code">${escaped(one)}</span>`).join("");
  const about = [who, story ? escaped(story) : ""].filter(Boolean).join("<br>");
  return `<tr><td>${escaped(name)}<br><span class="soft">${about}</span></td><td>${escaped(email)}</td><td>${escaped(password)}</td><td>${code}${kept}</td></tr>`;
}

const readSignIns = async (file) => (file ? JSON.parse(await readFile(file, "utf8").catch(() => "[]")) : []);

/** The current code of each demo sign-in, as an app on a phone would show it. */
export async function codesPage(file) {
  const people = await readSignIns(file);
  if (people.length === 0) return page("Codes", '<p class="soft">There are no demo sign-ins.</p>');
  const left = STEP_SECONDS - (Math.floor(Date.now() / 1000) % STEP_SECONDS);
  const rows = (await Promise.all(people.map(row))).join("");
  const head = ["Person", "Email", "Password", "Code now, and backup codes"]
    .map((title) => `<th scope="col">${title}</th>`)
    .join("");
  const note = `<p>New codes in ${left} seconds. In real life these come from an app on the person's phone.</p>`;
  return page(
    "Codes",
    `${note}<table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>`,
    Math.min(left, 5),
  );
}
