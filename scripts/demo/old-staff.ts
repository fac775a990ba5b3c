import { createHash, pbkdf2Sync, randomBytes } from "node:crypto";
import { hash as bcrypt } from "@node-rs/bcrypt";

/** A row of the old system's list, as it was exported. */
export type OldRow = Record<(typeof oldColumns)[number], string>;
export const oldColumns = [
  "UserName",
  "Office",
  "Name",
  "E-mail",
  "Cell",
  "Active",
  "Role",
  "PasswordHash",
  "HashScheme",
] as const;

export const offices = ["Enschede", "Hengelo", "Almelo", "Oldenzaal"] as const;
/** Those of one office fit a wave of 40. */
const spread = [150, 140, 70, 40];

const given =
  "Anneke Bart Carolien Dirk Els Frank Greetje Harm Ineke Jan Karin Leo Marjan Niels Olga Paul Rianne Sjoerd Tineke Wouter".split(
    " ",
  );
const family =
  "Assink,ten Brinke,Dijkstra,Exterkate,Fokkink,Groothuis,Hesselink,Kamphuis,Leferink,Morsink,Nijhuis,Oude Vrielink,Pross,Roelofs,Slot,Temmink,Veldhuis,Wolbers,Yılmaz,Zandvoort".split(
    ",",
  );

const plain = (text: string) =>
  text
    .normalize("NFD")
    .replaceAll("ı", "i")
    .replace(/[^a-zA-Z]/g, "")
    .toLowerCase();

/** As ASP.NET Identity 2 writes it, of a password that nobody knows. */
const unknownHash = () => Buffer.concat([Buffer.from([0]), randomBytes(48)]).toString("base64");

function aspNet3(password: string): string {
  const [salt, header] = [randomBytes(16), Buffer.alloc(13)];
  const iterations = 100_000;
  header[0] = 1;
  header.writeUInt32BE(2, 1);
  header.writeUInt32BE(iterations, 5);
  header.writeUInt32BE(salt.length, 9);
  const key = pbkdf2Sync(password, salt, iterations, 32, "sha512");
  return Buffer.concat([header, salt, key]).toString("base64");
}

const officeOf = (index: number) =>
  offices.find((_, n) => index < spread.slice(0, n + 1).reduce((sum, one) => sum + one, 0)) ?? offices[0];

/** No two of four hundred are called the same. */
function person(index: number): OldRow {
  const first = given[index % 20] ?? "";
  const last = family[(index * 7 + Math.floor(index / 20)) % 20] ?? "";
  return {
    UserName: `${plain(first).slice(0, 1)}${plain(last)}${index + 100}`,
    Office: officeOf(index),
    Name: `${first} ${last}`,
    "E-mail": `${plain(first)}.${plain(last)}@thuiszorg-es.example`,
    Cell: `06 55${String(100_000 + index * 37).slice(0, 6)}`,
    Active: "ja",
    Role: index % 40 === 7 ? "Teamleider" : "Verzorgende",
    PasswordHash: unknownHash(),
    HashScheme: "aspnet2",
  };
}

type Change = (row: OldRow, rows: readonly OldRow[], n: number) => Partial<OldRow>;

/** Faults of each kind, spread over the offices but the last; nothing wrong is as rare as in a real list. */
const faults: [count: number, Change][] = [
  [9, () => ({ "E-mail": "" })],
  [5, (row) => ({ "E-mail": row["E-mail"].replace("@", " at ") })],
  [2, (row) => ({ "E-mail": row["E-mail"].replace("thuiszorg-es", "thuizsorg-es") })],
  // In one office, and in two.
  [3, (_, rows, n) => ({ "E-mail": rows[n]?.["E-mail"] ?? "" })],
  [3, (_, rows, n) => ({ "E-mail": rows[n + 5]?.["E-mail"] ?? "" })],
  [2, (_, __, n) => ({ "E-mail": `${n === 0 ? "info" : "receptie"}@thuiszorg-es.example` })],
  [8, () => ({ Active: "nee" })],
  [6, () => ({ Role: "Planner" })],
  [3, () => ({ PasswordHash: "6wDYq1fQ0pX4", HashScheme: "scrypt" })],
  [1, () => ({ Name: "Bas Wolters", "E-mail": "b.wolters@privemail.example" })],
  [1, () => ({ Name: "Marga Olthof", "E-mail": "marga@thuiszorg-es.example" })],
  [1, (row) => ({ Name: row.Name + " x".repeat(6000) })],
];

/** Every seventh row of the first three offices is free for a fault: the known ones are not among them. */
function withFaults(rows: OldRow[]): OldRow[] {
  const changed = [...rows];
  let at = 3;
  for (const [count, change] of faults)
    for (let n = 0; n < count; n++, at += 7) {
      const row = changed[at];
      if (row) changed[at] = { ...row, ...change(row, rows, n) };
    }
  return changed;
}

/** Who can be tried at the old door: one of each kind of hash, and a password that breaks today's rule. */
export const known = [
  { at: 11, scheme: "bcrypt", password: "seven green herons", story: "fulfils the rule: can be kept" },
  { at: 12, scheme: "aspnet3", password: "Welkom01", story: "too short: a new one is chosen" },
  { at: 13, scheme: "md5", password: "seven green herons", story: "kept as MD5: a new one is chosen" },
] as const;

const hashOf = async (scheme: (typeof known)[number]["scheme"], password: string) => {
  if (scheme === "bcrypt") return bcrypt(password, { cost: 10 });
  return scheme === "aspnet3" ? aspNet3(password) : createHash("md5").update(password).digest("hex");
};

/** Four hundred old accounts in four offices, and two rows that cannot be taken in. */
export async function oldStaff(): Promise<OldRow[]> {
  const rows = withFaults(Array.from({ length: 400 }, (_, index) => person(index)));
  for (const { at, scheme, password } of known) {
    const row = rows[at];
    if (row) rows[at] = { ...row, PasswordHash: await hashOf(scheme, password), HashScheme: scheme };
  }
  const [first] = rows;
  return first ? [...rows, { ...first, UserName: "" }, first] : rows;
}
