import { askOnce } from "./client.mjs";
import { formOf, posting } from "./form.mjs";
import { median } from "./numbers.mjs";

const TRIES = 200;
const WARM = 20;

/** Each try from an address of its own, or the limits would answer before anybody is looked up. */
const addressOf = (n) => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;

/** Names of each kind, enough of them that no name is used more often than its limit lets. */
function namesOf({ companies }) {
  const [small, large] = companies;
  const known = [...small.withCode, ...large.withCode].map(({ email }) => email);
  const invited = Array.from({ length: TRIES + WARM }, (_, n) => 100 * Math.floor(n / 10) + 7 + (n % 10));
  return {
    known: (n) => known[n],
    invited: (n) => `person${invited[n]}@${large.slug}.test`,
    unknown: (n) => `nobody${n}@elsewhere.test`,
  };
}

const acts = [
  {
    name: "sign in, wrong password",
    path: "/sign-in",
    fill: (email) => ({ email, password: "not the password at all" }),
  },
  { name: "forgot password", path: "/forgot", fill: (name) => ({ name }) },
  { name: "request key", path: "/request-key", fill: (name) => ({ name }) },
];

async function timed({ application }, { path, fill }, fields, { name, from }) {
  const typed = Object.entries(fill(name));
  const hidden = fields.filter(([field]) => !typed.some(([one]) => one === field));
  const post = await posting(application, path, [...hidden, ...typed], "", {
    "x-forwarded-for": addressOf(from),
  });
  const began = performance.now();
  const { status } = await askOnce(application.port, post);
  if (status >= 400) throw new Error(`${path} answered ${status}`);
  return performance.now() - began;
}

let clients = 0;

/** All times of one act, by kind of name, asked in turns so that a slow moment weighs on all. */
async function timesOf(world, act, kinds) {
  const fields = await formOf(world.application.port, act.path, "");
  const times = kinds.map(() => []);
  for (let n = 0; n < TRIES + WARM; n++)
    for (const [at, [, nameOf]] of kinds.entries())
      times[at].push(await timed(world, act, fields, { name: nameOf(n), from: ++clients }));
  return times.map((all) => all.slice(WARM));
}

/** The median time of each answer for known, invited and unknown names. */
export async function alike(world) {
  const kinds = Object.entries(namesOf(world.people));
  const rows = [];
  for (const act of acts) {
    const times = await timesOf(world, act, kinds);
    rows.push({
      name: act.name,
      ...Object.fromEntries(kinds.map(([kind], at) => [kind, median(times[at])])),
    });
  }
  return rows;
}
