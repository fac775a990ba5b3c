import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { lookUp } from "@/lib/access/doors";

const KILLS = 6;

/** Killed some milliseconds after so many invitations; gives the tenant's id. */
async function inviteAndKill(after: number): Promise<string> {
  const child = spawn(process.execPath, ["--import", "tsx", "lib/testing/invite-until-killed.ts"], {
    env: process.env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length <= after) continue;
    await pause(Math.random() * 15);
    child.kill("SIGKILL");
  }
  return lines[0] ?? "";
}

test("killed at any moment, every invitation is wholly there with its mail, its link and its event, or not at all", async () => {
  for (let kill = 0; kill < KILLS; kill++) {
    const tenantId = await inviteAndKill(1 + kill);
    const [row] = await lookUp("verify events", (db) =>
      db.execute<Record<"people" | "invitations" | "messages" | "links" | "events", number>>(sql`select
        (select count(*)::int from people where tenant_id = ${tenantId} and invited_at is not null and identity_id is null) as people,
        (select count(*)::int from invitations where tenant_id = ${tenantId}) as invitations,
        (select count(*)::int from messages where tenant_id = ${tenantId} and state = 'queued' and sealed is not null) as messages,
        (select count(*)::int from tokens where tenant_id = ${tenantId}) as links,
        (select count(*)::int from events where tenant_id = ${tenantId} and action = 'invitation.sent') as events`),
    );
    expect(new Set(Object.values(row ?? {})).size).toBe(1);
    expect(row?.invitations).toBeGreaterThan(kill);
  }
}, 180_000);
