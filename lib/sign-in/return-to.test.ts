import { expect, test } from "vitest";
import { AskDraft } from "@/lib/recovery/ask";
import { CompanySignInDraft, SignInDraft } from "./check-password";

const faultOf = (parsed: { error?: { issues: { path: PropertyKey[]; message: string }[] } }) =>
  parsed.error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`)[0];

test.each(["anna\u0000@linde.test", "anna\u0007@linde.test", "anna\u0085@linde.test"])(
  "%j is told at its field and reaches no database",
  (text) => {
    expect(faultOf(SignInDraft.safeParse({ email: text, password: "x" }))).toBe("email: text_characters");
    const company = { company: "LINDE-4821", name: "anna", password: "x" };
    expect(faultOf(CompanySignInDraft.safeParse({ ...company, name: text }))).toBe("name: text_characters");
    expect(faultOf(CompanySignInDraft.safeParse({ ...company, company: text }))).toBe(
      "company: text_characters",
    );
    expect(faultOf(AskDraft.safeParse({ name: text }))).toBe("name: text_characters");
    expect(faultOf(AskDraft.safeParse({ name: "anna", company: text }))).toBe("company: text_characters");
  },
);

test.each(["/t/\u0000", "x".repeat(501)])("a way back that cannot be a path counts as none", (returnTo) => {
  const draft = SignInDraft.parse({ email: "anna@linde.test", password: "x", returnTo });
  expect(draft.returnTo).toBe("");
});
