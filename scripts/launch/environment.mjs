const OURS =
  /^(PORTICO_|DATABASE_|RESEND_|SMTP_|MAIL_|TEXT_|TWILIO_|NEXTAUTH_|NEXT_|APP_URL$|NODE_ENV$|NODE_OPTIONS$|PORT$|HOSTNAME$)/;

/** What this shell says, without settings that could lead the application elsewhere. */
export const ownEnvironment = () =>
  Object.fromEntries(Object.entries({ ...process.env }).filter(([name]) => !OURS.test(name)));

/** The settings of an application that runs on this machine only. */
export function environment({ secrets, urls = {}, mode, port, smtpPort, signIns }) {
  const { POSTGRES_PASSWORD: _, ...keys } = secrets;
  const appUrl = `http://localhost:${port}`;
  return {
    ...ownEnvironment(),
    ...keys,
    ...urls,
    APP_URL: appUrl,
    NEXTAUTH_URL: appUrl,
    PORTICO_MODE: mode,
    MAIL_FROM: "portico@portico.example",
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    TEXT_GATEWAY: "{number}@texts.example",
    SEND_DELAY_SECONDS: "0",
    TRUSTED_PROXIES: "0",
    WORKER: "on",
    DB_PREPARE: "on",
    NEXT_TELEMETRY_DISABLED: "1",
    ...(signIns ? { DEMO_SIGN_INS_FILE: signIns } : {}),
  };
}
