import type { ComponentProps } from "react";
import { Field } from "@/components/field";

type Props = Pick<ComponentProps<typeof Field>, "label" | "hint" | "note" | "defaultValue">;

/** Whose door somebody stands at. */
export const CompanyCodeField = (field: Props) => (
  <Field
    {...field}
    name="company"
    autoComplete="organization"
    autoCapitalize="characters"
    spellCheck={false}
    mono
  />
);

/** Who somebody says they are. */
export const UserNameField = (field: Props) => (
  <Field {...field} name="name" autoComplete="username" autoCapitalize="none" spellCheck={false} />
);
