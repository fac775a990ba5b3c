import { type IconName, shapes } from "./icon-shapes";

type Props = { name: IconName; size?: 14 | 16 | 18 | 20 | 22; className?: string };

/** Decoration only: hidden from screen readers, so words must stand beside it. */
export function Icon({ name, size = 16, className }: Props) {
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={shapes[name]} />
      {name === "started" && <path d="M12 3a9 9 0 0 1 0 18z" fill="currentColor" />}
    </svg>
  );
}
