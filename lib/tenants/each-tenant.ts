/** One company after the other; what fails in one keeps no other waiting, and is tried again in ten minutes. */
export async function eachTenant(
  tenants: readonly { id: string }[],
  work: (tenantId: string) => Promise<void>,
): Promise<void> {
  for (const { id } of tenants) {
    try {
      await work(id);
    } catch (error) {
      console.error(`company ${id}:`, error);
    }
  }
}

/** The same for what is due in them, one after the other. */
export const eachDue = <Due extends { tenantId: string }>(
  due: readonly Due[],
  work: (one: Due) => Promise<void>,
): Promise<void> => {
  const tenants = [...new Set(due.map(({ tenantId }) => tenantId))].map((id) => ({ id }));
  return eachTenant(tenants, async (id) => {
    for (const one of due.filter(({ tenantId }) => tenantId === id)) await work(one);
  });
};
