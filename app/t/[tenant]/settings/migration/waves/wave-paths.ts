export const migrationPath = (tenant: string) => `/t/${tenant}/settings/migration`;
export const wavesPath = (tenant: string) => `${migrationPath(tenant)}/waves`;
export const wavePath = (tenant: string, waveId: string) => `${wavesPath(tenant)}/${waveId}`;

/** The old account in the list of all of them, where it is mended. */
export const accountHref = (tenant: string, oldUserName: string) =>
  `${migrationPath(tenant)}/accounts?${new URLSearchParams({ q: oldUserName })}`;
