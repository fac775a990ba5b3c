import QRCode from "qrcode";

/** The dark modules as one SVG path in module units, so that the page draws it without foreign markup. */
export function qrOf(text: string): { path: string; modules: number } {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: "M" });
  const path = Array.from(modules.data, (dark, index) =>
    dark ? `M${index % modules.size} ${Math.floor(index / modules.size)}h1v1h-1z` : "",
  ).join("");
  return { path, modules: modules.size };
}
