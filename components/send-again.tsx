import type { ComponentProps } from "react";
import { Callout } from "./callout";
import { Form } from "./form";

type Props = Pick<ComponentProps<typeof Form>, "action" | "hidden" | "beside" | "errorTitle" | "submit"> & {
  hint: string;
  /** What is said once another is on its way; null before. */
  sent: string | null;
};

/** Another code, and the word that it is on its way: the page looks the same before and after. */
export function SendAgain({ hint, sent, ...form }: Props) {
  return (
    <>
      {sent && (
        <Callout tone="ok">
          <p role="status">{sent}</p>
        </Callout>
      )}
      <Form {...form} look="secondary">
        <p className="hint">{hint}</p>
      </Form>
    </>
  );
}
