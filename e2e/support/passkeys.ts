import type { Page } from "@playwright/test";

/** A device that holds passkeys and agrees to everything at once, as long as it is told to. */
export type Device = { agrees: (does: boolean) => Promise<void>; held: () => Promise<number> };

export async function withPasskeys(page: Page): Promise<Device> {
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable");
  const { authenticatorId } = await client.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    agrees: async (does) => {
      await client.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: does });
    },
    held: async () => (await client.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length,
  };
}
