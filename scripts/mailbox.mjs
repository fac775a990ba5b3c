import { createServer } from "node:http";
import { codesPage } from "./mailbox/codes-page.mjs";
import { letters, lettersTo } from "./mailbox/letters.mjs";
import { listPage, mailPage, missingPage } from "./mailbox/pages.mjs";
import { closeSmtp, openSmtp } from "./mailbox/smtp.mjs";

const port = Number(process.env.MAILBOX_PORT ?? 8025);
const smtpPort = Number(process.env.SMTP_PORT ?? 1025);
const OWN_NAME = /^(localhost|127\.0\.0\.1)(:\d+)?$/;

// Pictures and scripts of a mail stay out; its own style attributes may show.
const HEADERS = {
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'self'; frame-ancestors 'self'",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

const html = (body, status = 200) => ({ status, type: "text/html; charset=utf-8", body });
const json = (body) => ({ status: 200, type: "application/json", body: JSON.stringify(body) });

const routes = {
  "GET /": (url) => html(listPage(lettersTo(url.searchParams.get("to")), url.searchParams.get("to") ?? "")),
  "GET /codes": async () => html(await codesPage(process.env.DEMO_SIGN_INS_FILE)),
  "GET /api/messages": (url) => json(lettersTo(url.searchParams.get("to"))),
  "POST /api/down": async () => json({ smtp: await closeSmtp() }),
  "POST /api/up": async () => json({ smtp: await openSmtp(smtpPort) }),
};

function answerTo(request) {
  const url = new URL(request.url ?? "/", `http://localhost:${port}`);
  const route = routes[`${request.method} ${url.pathname}`];
  if (route) return route(url);
  const letter = letters.find(({ id }) => url.pathname === `/mail/${id}`);
  return letter ? html(mailPage(letter)) : html(missingPage(), 404);
}

// Another site in the same browser must neither read the codes nor stop the mail.
function isForeign({ headers }) {
  const origin = headers.origin && new URL(headers.origin, "http://none").host;
  return !OWN_NAME.test(headers.host ?? "") || Boolean(origin && origin !== headers.host);
}

async function serve(request, response) {
  try {
    const { status, type, body } = isForeign(request) ? html("Not here.", 403) : await answerTo(request);
    response.writeHead(status, { ...HEADERS, "content-type": type }).end(body);
  } catch (error) {
    console.error(error);
    response.writeHead(500).end("The mailbox failed.");
  }
}

await openSmtp(smtpPort);
createServer(serve).listen(port, "127.0.0.1", () => console.log(`mailbox on ${port}, SMTP on ${smtpPort}`));
