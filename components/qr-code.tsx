type Props = {
  /** One square per dark module, in module units: "M0 0h7v1h-7z…". */
  path: string;
  /** Modules per side. */
  modules: number;
  label: string;
};

/** Always dark on white, since cameras expect it; the padding is the quiet zone. */
export function QrCode({ path, modules, label }: Props) {
  return (
    <span className="qr">
      <svg
        width="208"
        height="208"
        viewBox={`0 0 ${modules} ${modules}`}
        shapeRendering="crispEdges"
        role="img"
        aria-label={label}
      >
        <path d={path} fill="#14201C" />
      </svg>
    </span>
  );
}
