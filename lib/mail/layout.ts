import { withBold } from "./emphasis";
import { Html, html } from "./html";
import type { Letter } from "./letter";
import { initialsOf, plateColours } from "./plate";

// Quotes of its own would end the style attribute.
const FONT = new Html("'Atkinson Hyperlegible Next',Verdana,Geneva,sans-serif");
const MONO = new Html("'Atkinson Hyperlegible Mono',Consolas,Menlo,monospace");

const DARK = new Html(`<style>@media (prefers-color-scheme: dark){.bg{background:#0E1513!important}\
.card{background:#17201D!important}.ink{color:#E6EDEA!important}.mut{color:#9DADA6!important}\
.hr{border-color:#2B3833!important}}@media (max-width:620px){.pad{padding-left:20px!important;padding-right:20px!important}}</style>`);

const TABLE = new Html('role="presentation" cellpadding="0" cellspacing="0"');

/** Escaped, with its bold words bold and its lines apart. */
const words = (text: string) => new Html(withBold(html`${text}`.text).replaceAll("\n", "<br>"));

const row = (size: string, padding: string, content: Html) =>
  html`<tr><td class="pad ink" style="padding:${padding};font:${size} ${FONT};color:#14201C;word-break:break-word">${content}</td></tr>`;

const paragraph = (text: string) => row("17px/26px", "16px 40px 0", words(text));
const remark = (text: string) => row("15px/24px", "16px 40px 0", words(text));

const code = (text: string) =>
  html`<tr><td class="pad ink" style="padding:20px 40px 4px;font:bold 30px/36px ${MONO};letter-spacing:2px;color:#14201C">${text}</td></tr>`;

const plate = (tenant: string, accent: string | undefined) => {
  const { colour, letters } = plateColours(accent);
  return html`<tr><td class="pad" style="padding:24px 40px 0"><table ${TABLE}><tr>
<td width="40" height="40" align="center" bgcolor="${colour}" style="border-radius:6px;font:bold 15px/40px ${FONT};color:${letters}">${initialsOf(tenant)}</td>
<td class="ink" style="padding-left:12px;font:bold 17px/24px ${FONT};color:#14201C">${tenant}</td></tr></table></td></tr>`;
};

const quote = ({ by, text }: { by: string; text: string }, accent: string | undefined) =>
  html`<tr><td class="pad" style="padding:20px 40px 0"><table ${TABLE}><tr>
<td class="ink" style="border-left:4px solid ${plateColours(accent).colour};padding:2px 0 2px 16px;font:17px/26px ${FONT};color:#14201C">
<span class="mut" style="font:13px/20px ${FONT};color:#4C5B55">${by}</span><br>${words(text)}</td></tr></table></td></tr>`;

const button = ({ label, href }: { label: string; href: string }, accent: string | undefined) => {
  const { colour, letters } = plateColours(accent);
  return html`<tr><td class="pad" style="padding:24px 40px 0"><table ${TABLE}><tr><td bgcolor="${colour}" style="border-radius:6px">
<a href="${href}" style="display:inline-block;padding:14px 28px;font:bold 17px/20px ${FONT};color:${letters};text-decoration:none">${label}</a></td></tr></table></td></tr>`;
};

const copied = (label: string, href: string) =>
  html`${label}<br><span class="ink" style="color:#14201C;word-break:break-all">${href}</span><br><br>`;

const small = (letter: Letter, copyAddress: string) => {
  const lines = letter.footnotes.map(
    (line, index) => html`${new Html(index === 0 ? "" : "<br>")}${words(line)}`,
  );
  return html`<tr><td class="pad" style="padding:28px 40px 0"><table ${TABLE} width="100%"><tr>
<td class="hr mut" style="border-top:1px solid #DBE4E0;padding:16px 0 28px;font:13px/20px ${FONT};color:#4C5B55">
${letter.button && copied(copyAddress, letter.button.href)}${lines}</td></tr></table></td></tr>`;
};

/** One layout for every mail: tables and inline styles only, 600 px, no picture, nothing loaded from anywhere. */
export function layout(letter: Letter, copyAddress: string): string {
  const { accent } = letter;
  return html`<!doctype html>
<html lang="${letter.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${letter.subject}</title>${DARK}</head>
<body class="bg" style="margin:0;background:#F5F8F7"><div style="display:none;max-height:0;overflow:hidden">${letter.preview}</div>
<table ${TABLE} width="100%" class="bg" style="background:#F5F8F7"><tr><td align="center" style="padding:32px 12px">
<table ${TABLE} width="600" class="card" style="width:100%;max-width:600px;background:#FFFFFF;border-top:4px solid ${plateColours(accent).colour}">
${letter.tenant === undefined ? undefined : plate(letter.tenant, accent)}
${row("bold 26px/32px", "28px 40px 0", words(letter.heading ?? letter.subject))}
${[letter.greeting, ...letter.paragraphs].map(paragraph)}
${letter.code && code(letter.code)}
${letter.quote && quote(letter.quote, accent)}
${letter.button && button(letter.button, accent)}
${(letter.afterButton ?? []).map(remark)}
${small(letter, copyAddress)}
</table></td></tr></table></body></html>`.text;
}
