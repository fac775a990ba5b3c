import type { ReactNode } from "react";
import { Form } from "@/components/form";
import { TextAreaField } from "@/components/text-area-field";
import { paste } from "./invitation/[ref]/actions";

type Words = Record<"title" | "text" | "label" | "hint" | "submit" | "errorTitle", string>;

/** The page of a mailed link without that link: it takes the link as text. The children say what else there is. */
export function PasteLink({ words, children }: { words: Words; children?: ReactNode }) {
  return (
    <>
      <Form
        action={paste}
        submit={words.submit}
        size="lg"
        errorTitle={words.errorTitle}
        heading={
          <>
            <h1>{words.title}</h1>
            <p>{words.text}</p>
          </>
        }
      >
        <TextAreaField name="link" label={words.label} hint={words.hint} rows={3} />
      </Form>
      {children}
    </>
  );
}
