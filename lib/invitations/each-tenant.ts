/** One company after the other; what fails in one keeps no other waiting, and is tried again in ten minutes. */
export async function eachTenant(
  tenants: readonly { id: string }[],
  work: (tenantId: string) => Promise<void>,
): Promise<void> {
  for (const { id } of tenants) {
    try {
      await work(id);
    } catch (error) {
      console.error(`onboarding: company ${id}:`, error);
    }
  }
}
