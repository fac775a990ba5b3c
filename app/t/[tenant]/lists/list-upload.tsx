import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Field } from "@/components/field";
import { TextAreaField } from "@/components/text-area-field";

type FieldProps = { label: string; hint: string };

/** A file with a list; it may be dropped on the field as well. */
export const ListFile = (words: FieldProps) => (
  <Field
    {...words}
    name="file"
    type="file"
    accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
  />
);

/** A list that is pasted. */
export const ListText = (words: FieldProps) => (
  <TextAreaField {...words} name="text" rows={8} spellCheck={false} />
);

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
