import type { FailureWords } from "@/components/failure";

/** Here and not among the messages: the page must not need the server that failed. */
export const failureWords: Record<"en" | "nl", FailureWords> = {
  en: {
    title: "Something went wrong on our side",
    what: "Nothing you did caused this. What you typed may not be saved yet. Try again in a moment.",
    again: "Try again",
    reference: "If it keeps happening, pass this on:",
  },
  nl: {
    title: "Er ging iets mis aan onze kant",
    what: "Dit komt niet door iets wat u deed. Wat u typte, is misschien nog niet bewaard. Probeer het zo weer.",
    again: "Probeer opnieuw",
    reference: "Blijft het gebeuren? Geef dan dit door:",
  },
};
