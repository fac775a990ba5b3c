/** The portal: a lintel, two posts, and the door between them. */
export function PortalMark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d="M3 3h18v4H3z M5 9h3v12H5z M16 9h3v12h-3z" fill="currentColor" />
      <path d="M10 9h4v12h-4z" fill="none" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}

export function Brand() {
  return (
    <span className="brand">
      <PortalMark />
      Portico
    </span>
  );
}
