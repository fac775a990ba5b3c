import { escaped, page } from "./html.mjs";

const LOOK_AGAIN_SECONDS = 5;
const timeOf = (at) => at.slice(11, 19);

const row = ({ id, at, to, subject }) =>
  `<tr><td>${timeOf(at)}</td><td>${escaped(to)}</td><td><a href="/mail/${id}">${escaped(subject || "(no subject)")}</a></td></tr>`;

const table = (found) =>
  `<table><thead><tr><th scope="col">Time (UTC)</th><th scope="col">To</th><th scope="col">Subject</th></tr></thead><tbody>${found
    .map(row)
    .join("")}</tbody></table>`;

export function listPage(found, to) {
  const search = `<form><p><label for="to">To</label> <input id="to" name="to" type="email" value="${escaped(to)}"> <button>Show</button></p></form>`;
  const body =
    found.length > 0
      ? table(found)
      : `<p class="soft">No mail yet. This page looks again every ${LOOK_AGAIN_SECONDS} seconds.</p>`;
  return page("Mailbox", search + body, LOOK_AGAIN_SECONDS);
}

// The sandbox has no scripts and no origin; links open in a tab of their own.
const framed = (html) =>
  `<iframe title="The mail as it looks" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escaped(`<base target="_blank">${html}`)}"></iframe>`;

const LINK = /https?:\/\/[^\s<>"')\]]*[^\s<>"')\].,;:!?]/g;

function linked(text) {
  const links = text.match(LINK) ?? [];
  const between = text.split(LINK).map(escaped);
  const anchors = links.map(
    (link) => `<a href="${escaped(link)}" target="_blank" rel="noreferrer">${escaped(link)}</a>`,
  );
  return between.map((part, index) => part + (anchors[index] ?? "")).join("");
}

const named = (entries) =>
  `<dl>${entries.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join("")}</dl>`;

export function mailPage(mail) {
  const head = named([
    ["To", mail.to],
    ["From", mail.headers.from ?? mail.from],
    ["At", `${mail.at.slice(0, 10)} ${timeOf(mail.at)} UTC`],
  ]);
  const look = mail.html ? framed(mail.html) : "";
  const headers = `<details><summary>All headers</summary>${named(Object.entries(mail.headers))}</details>`;
  return page(
    mail.subject,
    `<h2>${escaped(mail.subject)}</h2>${head}${look}<h2>As text</h2><pre>${linked(mail.text)}</pre>${headers}`,
  );
}

export const missingPage = () =>
  page("Not here", "<p>This mail is no longer here. The mailbox forgets when it stops.</p>");
