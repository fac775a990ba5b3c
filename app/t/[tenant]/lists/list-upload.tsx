import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

type FieldProps = { label: string; hint: string };

/** A file with a list; it may be dropped on the field as well. */
export function ListFile({ label, hint }: FieldProps) {
  return (
    <div className="field">
      <label htmlFor="list-file">{label}</label>
      <div className="hint" id="list-file-hint">
        {hint}
      </div>
      <input
        className="input"
        type="file"
        id="list-file"
        name="file"
        accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
        aria-describedby="list-file-hint"
      />
    </div>
  );
}

/** A list that is pasted. */
export function ListText({ label, hint }: FieldProps) {
  return (
    <div className="field">
      <label htmlFor="list-text">{label}</label>
      <div className="hint" id="list-text-hint">
        {hint}
      </div>
      <textarea
        className="input"
        id="list-text"
        name="text"
        rows={8}
        spellCheck={false}
        aria-describedby="list-text-hint"
      />
    </div>
  );
}

/** A plain form: the browser sends the list. What else is asked stands before the file, to be known when it begins. */
export async function ListUpload({ action, children }: { action: string; children: ReactNode }) {
  const t = await getTranslations("imports");
  return (
    <form className="form" action={action} method="post" encType="multipart/form-data">
      {children}
      <div className="form-actions">
        <button type="submit" className="btn btn-primary">
          {t("read")}
        </button>
      </div>
    </form>
  );
}
