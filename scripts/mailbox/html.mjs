const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export const escaped = (text) => String(text ?? "").replace(/[&<>"']/g, (sign) => ENTITIES[sign]);

const STYLE = `
:root{color-scheme:light dark;--ink:#1c1b19;--soft:#5f5c56;--line:#dcd8d0;--paper:#fbfaf7;--card:#fff;--link:#1f4f8f}
@media (prefers-color-scheme:dark){:root{--ink:#ece9e3;--soft:#a9a59c;--line:#3a3833;--paper:#171614;--card:#201f1c;--link:#9cc0f2}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
header,main{max-width:60rem;margin:0 auto;padding:1rem}header{display:flex;flex-wrap:wrap;gap:1rem;align-items:baseline}
h1{font-size:1.25rem;margin:0}h2{font-size:1.25rem;margin:.5rem 0}a{color:var(--link)}nav{display:flex;gap:1rem}
table{width:100%;border-collapse:collapse;background:var(--card);border:1px solid var(--line)}
th,td{text-align:left;padding:.6rem .75rem;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
th{font-weight:600;color:var(--soft)}dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:0 0 1rem}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}iframe{width:100%;height:36rem;border:1px solid var(--line);background:#fff}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--card);border:1px solid var(--line);padding:1rem;font:14px/1.5 ui-monospace,monospace}
.code{font:600 1.5rem/1.2 ui-monospace,monospace;letter-spacing:.08em}.soft{color:var(--soft)}
input,button{font:inherit;padding:.35rem .6rem;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:4px}`;

/** A whole page of the mailbox; with seconds, it looks again by itself. */
export function page(title, body, refreshSeconds) {
  const refresh = refreshSeconds ? `<meta http-equiv="refresh" content="${refreshSeconds}">` : "";
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">${refresh}
<title>${escaped(title)}</title><style>${STYLE}</style></head><body>
<header><h1>Mailbox</h1><nav><a href="/">Mail</a><a href="/codes">Codes</a></nav></header><main>${body}</main></body></html>`;
}
