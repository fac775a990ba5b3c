import createNextIntlPlugin from "next-intl/plugin";

const everywhere = [
  { key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains" },
  { key: "X-Content-Type-Options", value: "nosniff" },
];

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
  // Native or server-only packages that must not pass through the bundler.
  serverExternalPackages: ["@node-rs/argon2", "graphile-worker", "nodemailer", "postgres", "pg", "twilio"],
  turbopack: { root: import.meta.dirname },
  experimental: { serverActions: { bodySizeLimit: "256kb" }, authInterrupts: true },
  headers: async () => [{ source: "/:path*", headers: everywhere }],
};

export default createNextIntlPlugin("./lib/i18n/request.ts")(config);
