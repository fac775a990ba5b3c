export type BackupCode = { code: string; usedWord?: string | undefined };

const grouped = (code: string): string => (code.replaceAll(/[\s-]/g, "").match(/.{1,4}/g) ?? []).join(" ");

/** One column, four groups of four; a used code says so in words too. */
export function BackupCodes({ codes, label }: { codes: readonly BackupCode[]; label: string }) {
  return (
    <ol className="codes" aria-label={label}>
      {codes.map(({ code, usedWord }) => (
        <li key={code} className={usedWord ? "is-used" : undefined}>
          {grouped(code)}
          {usedWord && <span className="sr"> {usedWord}</span>}
        </li>
      ))}
    </ol>
  );
}
