"use client";

type Dialog = { question: string; makes?: boolean | undefined };

/** Asks the browser's own dialog; fetched only when somebody asks for it, so that the page does not wait for it. */
export async function passkeyDialog({ question, makes = false }: Dialog): Promise<string> {
  const { startAuthentication, startRegistration } = await import("@simplewebauthn/browser");
  const optionsJSON = JSON.parse(question);
  return JSON.stringify(
    makes ? await startRegistration({ optionsJSON }) : await startAuthentication({ optionsJSON }),
  );
}
