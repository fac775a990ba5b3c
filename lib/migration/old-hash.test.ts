import { describe, expect, test } from "vitest";
import { matchesOldHash, type OldHash, readOldHash } from "./old-hash";

/*
 * None of these was made by the code under test. `my password`: dotnet/aspnetcore, PasswordHasherTest.cs (MIT).
 * `correct horse 9!`: bcrypt by crypt(3) of Debian's libxcrypt 4.4 (crypt_blowfish), the rest by hashlib of Python 3.11.
 */
const MINE = "correct horse 9!";
const NET = "my password";

const read = (scheme: string, hash: string, salt?: string): OldHash => {
  const found = readOldHash({ scheme, hash, ...(salt !== undefined && { salt }) });
  if (!found) throw new Error(`${scheme} was not read`);
  return found;
};

type Vector = { name: string; scheme: string; hash: string; salt?: string; password: string };

const vectors: Vector[] = [
  {
    name: "bcrypt 2a",
    scheme: "bcrypt",
    hash: "$2a$05$abcdefghijklmnopqrstuu.NRyyE5ha4v3LX0Ejxb4eIX7CE.O/J2",
    password: MINE,
  },
  {
    name: "bcrypt 2b",
    scheme: "BCrypt",
    hash: "$2b$06$KhTnVyL0eIkTRWb0Jq1Y8u84rDB5SuH31qiDsrthvoMOOBbajdTYC",
    password: MINE,
  },
  {
    name: "bcrypt 2y, as PHP writes it",
    scheme: "bcrypt",
    hash: "$2y$05$Zx81mqKoVn5dF7gTY4eH2OYzXHgFGKAahLJyJ/gewDt.AUxoHeuKi",
    password: MINE,
  },
  {
    name: "bcrypt of letters beyond ASCII",
    scheme: "bcrypt",
    hash: "$2y$05$Zx81mqKoVn5dF7gTY4eH2OgfCsMaWob8Fjy56Xz4CSkZBHOpDBsVC",
    password: "pässwörd €",
  },
  {
    name: "ASP.NET Identity v2",
    scheme: "ASP.NET Identity v2",
    hash: "AAABAgMEBQYHCAkKCwwNDg+ukCEMDf0yyQ29NYubggHIVY0sdEUfdyeM+E1LtH1uJg==",
    password: NET,
  },
  {
    name: "ASP.NET Identity v2 by hashlib",
    scheme: "aspnet2",
    hash: "AAABAgMEBQYHCAkKCwwNDg/7eTzC1Panp3a7qPKxsdAr6XS3Ew6CKDaKQkv4cv7yoA==",
    password: MINE,
  },
  {
    name: "v3, SHA-1, 250 iterations",
    scheme: "aspnet3",
    hash: "AQAAAAAAAAD6AAAAEAhftMyfTJylOlZT+eEotFXd1elee8ih5WsjXaR3PA9M",
    password: NET,
  },
  {
    name: "v3, SHA-256, 10,000 iterations",
    scheme: "ASP.NET Identity v3",
    hash: "AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg+yWU7rLgUwPZb1Itsmra7cbxw2EFpwpVFIEtP+JIuUEw==",
    password: NET,
  },
  {
    name: "v3, SHA-256, 250,000 iterations",
    scheme: "aspnet",
    hash: "AQAAAAEAA9CQAAAAIESkQuj2Du8Y+kbc5lcN/W/3NiAZFEm11P27nrSN5/tId+bR1SwV8CO1Jd72r4C08OLvplNlCDc3oQZ8efcW+jQ=",
    password: NET,
  },
  {
    name: "v3, SHA-512, 50 iterations",
    scheme: "aspnet3",
    hash: "AQAAAAIAAAAyAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHw",
    password: NET,
  },
  {
    name: "v3, SHA-512, long salt and key",
    scheme: "aspnet3",
    hash: "AQAAAAIAAAD6AAAAIJbVi5wbMR+htSfFp8fTw8N8GOS/Sje+S/4YZcgBfU7EQuqv4OkVYmc4VJl9AGZzmRTxSkP7LtVi9IWyUxX8IAAfZ8v+ZfhjCcudtC1YERSqE1OEdXLW9VukPuJWBBjLuw==",
    password: NET,
  },
  {
    name: "v3, SHA-512, by hashlib",
    scheme: "aspnet3",
    hash: "AQAAAAIAAYagAAAAEAABAgMEBQYHCAkKCwwNDg8MIIZHwz3rpbFdr5JCSqFDTOY0Vdr7/mJr9mdAlK+aJA==",
    password: MINE,
  },
  {
    name: "SHA-1, salt before",
    scheme: "SHA-1",
    salt: "pep7",
    hash: "0b5b03c913ec7caf3b9210b50daac6a3d68d068d",
    password: MINE,
  },
  {
    name: "SHA-1, salt after",
    scheme: "sha1(password + salt)",
    salt: "pep7",
    hash: "A6C29D157213E096185BE07B519885234E1653AC",
    password: MINE,
  },
  {
    name: "SHA-256, salt before, in base64",
    scheme: "salted SHA-256",
    salt: "pep7",
    hash: "jfieCoTir3mwoCkIKrhqIJHlgi5ZkNibUQMRCKS1kr0=",
    password: MINE,
  },
  {
    name: "SHA-256, salt after",
    scheme: "sha256-password-salt",
    salt: "pep7",
    hash: "05a86572ba6b4a8dc9f0df14aeb34d961b24610aed5a8b89d5dce2e7787ec359",
    password: MINE,
  },
  { name: "MD5", scheme: "md5", hash: "030ea2dc1c1847a2152c3330bc467b79", password: MINE },
  {
    name: "MD5, salt before",
    scheme: "MD5",
    salt: "pep7",
    hash: "3d520599b28b3a5b3974d37e537bc423",
    password: MINE,
  },
  {
    name: "MD5, salt after",
    scheme: "md5 password salt",
    salt: "pep7",
    hash: "3b666e6e7318dd57f09fb2db0ddb62fd",
    password: MINE,
  },
];

describe("H5 passwords of another system", () => {
  test.each(vectors)("H5 $name: the password of the vector is right, and no other", async (vector) => {
    // As it comes back from where it is kept.
    const hash = JSON.parse(JSON.stringify(read(vector.scheme, vector.hash, vector.salt))) as OldHash;
    expect(await matchesOldHash(hash, vector.password)).toBe(true);
    expect(await matchesOldHash(hash, `${vector.password} `)).toBe(false);
    expect(await matchesOldHash(hash, "")).toBe(false);
  });

  test("H5 bcrypt looks at the first 72 bytes, as the old system did", async () => {
    const hash = read("bcrypt", "$2a$05$abcdefghijklmnopqrstuuLkMZtUsVwf9Ptg/wgiNv8ZhtnAHnix.");
    const eighty = "0123456789".repeat(8);
    expect(await matchesOldHash(hash, eighty)).toBe(true);
    expect(await matchesOldHash(hash, eighty.slice(0, 72))).toBe(true);
    expect(await matchesOldHash(hash, eighty.slice(0, 71))).toBe(false);
  });

  const v3 = (change: (bytes: Buffer) => void) => {
    const bytes = Buffer.from("AQAAAAIAAAAyAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHw", "base64");
    change(bytes);
    return bytes.toString("base64");
  };
  const longKey = (iterations: number) => {
    const start = Buffer.from(
      v3((bytes) => bytes.writeUInt32BE(iterations, 5)),
      "base64",
    );
    return Buffer.concat([start, Buffer.alloc(400)]).toString("base64");
  };

  test.each([
    ["a scheme nobody knows", "argon2i", "$argon2i$v=19$m=4096,t=3,p=1$c2FsdA$aGFzaA"],
    ["no scheme", "", "030ea2dc1c1847a2152c3330bc467b79"],
    ["the name of something every object has", "constructor", "030ea2dc1c1847a2152c3330bc467b79"],
    ["bcrypt cut short", "bcrypt", "$2a$05$abcdefghijklmnopqrstuu.NRyyE5ha4v3LX0Ejxb4eIX7CE"],
    [
      "bcrypt that would take hours",
      "bcrypt",
      "$2a$31$abcdefghijklmnopqrstuu.NRyyE5ha4v3LX0Ejxb4eIX7CE.O/J2",
    ],
    [
      "bcrypt with a salt that is none",
      "bcrypt",
      "$2a$05$abcdefghijklmnopqrstu9.NRyyE5ha4v3LX0Ejxb4eIX7CE.O/J2",
    ],
    ["bcrypt of no cost", "bcrypt", "$2a$00$abcdefghijklmnopqrstuu.NRyyE5ha4v3LX0Ejxb4eIX7CE.O/J2"],
    ["v2 cut short", "aspnet2", "AAABAgMEBQYHCAkKCwwNDg+ukCEMDf0yyQ29NYubggE="],
    [
      "v2 with more behind",
      "aspnet2",
      "AAABAgMEBQYHCAkKCwwNDg+ukCEMDf0yyQ29NYubggHIVY0sdEUfdyeM+E1LtH1uJgAAAAAAAAAAAAA=",
    ],
    ["v3 said to be v2", "aspnet2", "AQAAAAIAAAAyAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHw"],
    ["v3 of billions of iterations", "aspnet3", v3((bytes) => bytes.writeUInt32BE(4_000_000_000, 5))],
    ["v3 of a key so long that it is hours of work", "aspnet3", longKey(1_000_000)],
    ["v3 of no iteration", "aspnet3", v3((bytes) => bytes.writeUInt32BE(0, 5))],
    ["v3 of a digest nobody knows", "aspnet3", v3((bytes) => bytes.writeUInt32BE(7, 1))],
    [
      "v3 whose salt is longer than all of it",
      "aspnet3",
      v3((bytes) => bytes.writeUInt32BE(4_294_967_295, 9)),
    ],
    ["an MD5 said to be SHA-1", "sha1", "030ea2dc1c1847a2152c3330bc467b79"],
    ["a password in clear", "sha256", "Welcome1"],
    ["nothing", "md5", ""],
  ])("H5 a row is refused with %s", (_what, scheme, hash) => {
    expect(readOldHash({ scheme, hash })).toBeNull();
  });
});
