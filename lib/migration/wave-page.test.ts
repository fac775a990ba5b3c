import { beforeEach, describe, expect, test } from "vitest";
import { withTenant } from "@/lib/access/doors";
import { newActor } from "@/lib/testing/factories";
import { oldAccount, oldList } from "@/lib/testing/legacy";
import { begunWave, ranWave } from "@/lib/testing/waves";
import { holderOf, openWaves } from "./wave-page";

let ada: Awaited<ReturnType<typeof newActor>>;

beforeEach(async () => {
  ada = await newActor("owner");
});

const open = () => withTenant(ada, "migration.view", openWaves);

describe("H14 an office that a wave has in hand", () => {
  test("is told with that wave, and no more when it is done", async () => {
    const importId = await oldList(ada.home);
    await oldAccount(ada.home, { importId, office: "Noord" });
    await oldAccount(ada.home, { importId, office: "Zuid" });
    const waveId = await begunWave(ada, { office: "Noord" });
    expect(holderOf(await open(), "Noord")?.id).toBe(waveId);
    expect(holderOf(await open(), "Zuid")).toBeUndefined();
    await ranWave(ada, waveId);
    expect(await open()).toEqual([]);
  });

  test("is every office for a wave over all, and none for a search or a pick", async () => {
    const { id } = await oldAccount(ada.home, { office: "Noord", name: "Bo Jansen" });
    const picked = await begunWave(ada, { accountIds: [id] });
    expect(holderOf(await open(), "Noord")).toBeUndefined();
    await ranWave(ada, picked);
    await oldAccount(ada.home, { office: "Zuid", name: "Bo Bos" });
    await begunWave(ada, { search: "bo b" });
    expect(holderOf(await open(), "Zuid")).toBeUndefined();
    await oldAccount(ada.home, { office: "West" });
    const all = await begunWave(ada);
    expect(holderOf(await open(), "West")?.id).toBe(all);
  });
});
