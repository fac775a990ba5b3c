import { newMember, newPerson, type Tenant } from "@/lib/testing/factories";
import { changePerson } from "@/lib/testing/offers";

const ago = (days: number) => new Date(Date.now() - days * 86_400_000);

/** A company with somebody at each gate: 2 bounced, 3 not opened, 2 without an account, 1 at the second step, 4 in. */
export async function peopleAtEachGate(tenant: Tenant): Promise<void> {
  const sent = { invitedAt: ago(6), sentAt: ago(6), expiresAt: ago(-8) };
  const arrived = { ...sent, deliveredAt: ago(6) };
  const opened = { ...arrived, openedAt: ago(5) };
  for (const name of ["Joris Smit", "Ruud Bos"])
    await newPerson(tenant, { ...sent, name, bouncedAt: ago(5) });
  for (const name of ["Bo Jansen", "Mies Bouwman"]) await newPerson(tenant, { ...arrived, name });
  await newPerson(tenant, { ...arrived, name: "Cees Mol", expiresAt: ago(1) });
  for (const name of ["Fleur Kok", "Daan Vos"]) await newPerson(tenant, { ...opened, name });
  await newPerson(tenant, { ...opened, name: "Anna de Vries", accountAt: ago(4) });
  for (const [name, hours] of [
    ["Noor Hendriks", 2],
    ["Thijs Mulder", 30],
    ["Henk Postma", 100],
  ] as const) {
    const { person } = await newMember(tenant, "member", { name, secondStep: name !== "Henk Postma" });
    await changePerson(person.id, { invitedAt: new Date(Date.now() - hours * 3_600_000) });
  }
}
