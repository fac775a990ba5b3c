import Link from "next/link";
import type { ReactNode } from "react";

export type ButtonLook = "primary" | "secondary" | "danger" | "quiet" | "link";
export type ButtonSize = "sm" | "md" | "lg";

type Look = { look?: ButtonLook | undefined; size?: ButtonSize | undefined; block?: boolean | undefined };

const lookClasses = {
  primary: "btn btn-primary",
  secondary: "btn",
  danger: "btn btn-danger",
  quiet: "btn btn-quiet",
  link: "btn-link",
} as const;

export function buttonClass({ look = "secondary", size = "md", block = false }: Look): string {
  const parts: string[] = [lookClasses[look]];
  if (size !== "md" && look !== "link") parts.push(`btn-${size}`);
  if (block) parts.push("btn-block");
  return parts.join(" ");
}

type LinkProps = Look & { href: string; children: ReactNode; download?: boolean | undefined };

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink({ look, size, block, href, children, download }: LinkProps) {
  const className = buttonClass({ look, size, block });
  if (!href.startsWith("/") || download)
    return (
      <a className={className} href={href} download={download}>
        {children}
      </a>
    );
  // Not fetched ahead: a page must not touch the session before somebody asks for it.
  return (
    <Link className={className} href={href} prefetch={false}>
      {children}
    </Link>
  );
}
