import { SelectField } from "@/components/select-field";

const languages = [
  { value: "nl", label: "Nederlands", lang: "nl" },
  { value: "en", label: "English", lang: "en" },
];

type Props = { label: string; hint?: string; defaultValue: string };

/** In which language mails go out, each called by its own name. */
export const MailLanguage = (field: Props) => <SelectField name="language" options={languages} {...field} />;
