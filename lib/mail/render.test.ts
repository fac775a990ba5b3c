import { describe, expect, test } from "vitest";
import { declinedLetter, invitationLetter, requestedAgainLetter } from "@/lib/invitations/letters";
import { render } from "./render";

const facts = {
  language: "en",
  tenant: "Zorggroep Linde",
  inviter: "Sanne Bakker",
  inviterEmail: "sanne@linde.example",
  name: "Anna de Vries",
  address: "anna@linde.example",
  roles: ["Planner"],
  note: null,
  href: "https://portico.example/i/7f3k9q2m5x8r",
  lastDay: "Thursday 4 June",
  existing: false,
  number: "INV-7K2MQ4X",
  resent: false,
} as const;
const of = (changed: Partial<Parameters<typeof invitationLetter>[0]> = {}) =>
  invitationLetter({ ...facts, roles: [...facts.roles], ...changed });

/** What a reader of the HTML sees, in one line. */
const seen = (html: string) =>
  html
    .replace(/<style>.*?<\/style>|<title>.*?<\/title>/gs, "")
    .replace(/<(?!\/?b>)[^>]*>/g, " ")
    .replace(/<\/?b>/g, "")
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ");
const inOneLine = (text: string) => text.replace(/\s+/g, " ");

describe("an invitation", () => {
  test("says what the reader needs, in English", () => {
    const { subject, text } = render(of());
    expect(subject).toBe("Sanne Bakker invited you to Zorggroep Linde");
    for (const sentence of [
      "Hello Anna de Vries,",
      "Sanne Bakker gave you access to Zorggroep Linde as Planner. It takes about 3 minutes; keep your phone near.",
      "Accept invitation:\nhttps://portico.example/i/7f3k9q2m5x8r",
      "Works until the end of Thursday 4 June, only for anna@linde.example.",
      "We never send you a password; you set it yourself.",
      "Not expecting this? Ignore it, or reply: your answer goes to Sanne Bakker.",
      "Sent to anna@linde.example by Zorggroep Linde, with Portico.",
      "Reference INV-7K2MQ4X",
    ])
      expect(text).toContain(sentence);
    expect(of()).toMatchObject({ from: "Zorggroep Linde via Portico", replyTo: "sanne@linde.example" });
  });

  test("says it in Dutch", () => {
    const { subject, text } = render(
      of({ language: "nl", lastDay: "donderdag 4 juni", roles: ["Planner", "Beheerder"] }),
    );
    expect(subject).toBe("Sanne Bakker nodigt u uit voor Zorggroep Linde");
    expect(text).toContain("Sanne Bakker gaf u toegang tot Zorggroep Linde als Planner en Beheerder.");
    expect(text).toContain("Geldig tot en met donderdag 4 juni, alleen voor anna@linde.example.");
    expect(text).toContain("Wij sturen u nooit een wachtwoord; u kiest het zelf.");
  });

  test("says the same in HTML as in text, in at most 120 words", () => {
    const reachable = of({
      contact: { address: "Kerkstraat 12\n1017 GC Amsterdam", phone: "+31 20 555 0123" },
    });
    for (const letter of [
      of(),
      of({ language: "nl" }),
      of({ existing: true }),
      of({ resent: true }),
      reachable,
    ]) {
      const { html, text } = render(letter);
      const shown = seen(html);
      for (const line of text.split("\n").filter((one) => one && one !== "--"))
        expect(shown).toContain(inOneLine(line.replace(/:$/, "")));
      expect(text.split(/\s+/).filter((word) => /\w/.test(word)).length).toBeLessThanOrEqual(120);
    }
  });

  test("H17 carries the company's code, the user name, its sign-in page and whom to ask, in both languages", () => {
    const contact = {
      text: "Help desk, weekdays 9 to 17",
      address: "Kerkstraat 12\n1017 GC Amsterdam",
      phone: "+31 20 555 0123",
      email: "help@linde.example",
    };
    const door = {
      code: "LINDE-4821",
      href: "https://portico.example/sign-in/LINDE-4821",
      userName: "a.devries",
    };
    const ways =
      "Zorggroep Linde: Help desk, weekdays 9 to 17, Kerkstraat 12, 1017 GC Amsterdam, +31 20 555 0123, help@linde.example";
    for (const [language, reach] of [
      ["en", "Contact"],
      ["nl", "Contact met"],
    ] as const) {
      const { text, html } = render(of({ language, contact, door }));
      for (const said of [door.code, door.href, door.userName, `${reach} ${ways}`]) {
        expect(text).toContain(said);
        expect(seen(html)).toContain(said);
      }
      expect(text).toContain(language === "en" ? "by Zorggroep Linde, with Portico." : "met Portico.");
    }
  });

  test("H17 says nothing of a contact that a company has not given, and makes one line of a wicked one", () => {
    expect(render(of({ contact: {} })).text).not.toContain("Contact");
    const { text } = render(of({ contact: { address: "Kerkstraat 12\r\n--\r\n\u0002Bcc: x" } }));
    expect(text).toMatch(/^Contact Zorggroep Linde: Kerkstraat 12 ?, -- ?, Bcc: x$/m);
  });

  test("offers an account's owner to join with it", () => {
    const letter = of({ existing: true });
    expect(letter.subject).toBe("Join Zorggroep Linde with your account");
    expect(letter.button?.label).toBe("Join Zorggroep Linde");
    expect(letter.paragraphs.join(" ")).toContain("No new password needed.");
  });

  test("says first that it replaces an earlier mail", () => {
    expect(of({ resent: true }).paragraphs[0]).toContain("This mail replaces the earlier one.");
  });

  test("calls nobody by an address, and reads well without an inviter", () => {
    const letter = of({
      name: facts.address,
      inviter: null,
      inviterEmail: null,
      contactEmail: "office@linde.example",
    });
    expect(letter.greeting).toBe("Hello,");
    expect(letter.subject).toBe("You are invited to Zorggroep Linde");
    expect(letter.replyTo).toBe("office@linde.example");
    expect(letter.afterButton?.join(" ")).toContain("your answer goes to Zorggroep Linde");
    expect(of({ inviter: null, inviterEmail: null })).not.toHaveProperty("replyTo");
  });

  test("lets nothing that was typed become markup, a line or a link", () => {
    const { html, text, subject } = render(
      of({
        tenant: '<img src=x onerror="a()">&\u0002b',
        inviter: "A\r\nB",
        note: "<script>x</script>\nsecond",
      }),
    );
    expect(html).not.toMatch(/<img|<script/);
    expect(html).toContain("&lt;script&gt;");
    expect(subject).toBe('A B invited you to <img src=x onerror="a()">& b');
    expect(text).toContain("> <script>x</script>\n> second");
  });

  test("keeps the lines of somebody's own words, and of what is to be kept", () => {
    const door = {
      code: "LINDE-4821",
      href: "https://portico.example/sign-in/LINDE-4821",
      userName: "a.devries",
    };
    const { html, text } = render(of({ note: "Welcome back.\nSee you on Monday.", door }));
    expect(html).toContain("Welcome back.<br>See you on Monday.");
    expect(html).toContain("Company code: <b>LINDE-4821</b><br>User name: <b>a.devries</b><br>");
    expect(text).toContain("Company code: LINDE-4821\nUser name: a.devries\n");
  });

  test("takes the company's colour, with letters that can be read on it", () => {
    expect(render(of({ accent: "#7A1FA2" })).html).toContain('bgcolor="#7A1FA2"');
    expect(render(of({ accent: "#FFE082" })).html).toContain("color:#14201C;text-decoration:none");
    expect(render(of({ accent: 'red"><script>' })).html).not.toContain("red");
  });

  test("loads nothing from anywhere", () => {
    expect(render(of()).html).not.toMatch(/<img|<link|url\(|src=/);
  });
});

describe("the inviter is told", () => {
  const told = {
    language: "en",
    tenant: "Zorggroep Linde",
    inviter: "Sanne Bakker",
    name: "Anna de Vries",
    address: "anna@linde.example",
    number: "INV-7K2MQ4X",
  } as const;

  test("that the person declined", () => {
    const { subject, text } = render(declinedLetter(told));
    expect(subject).toBe("Anna de Vries declined your invitation to Zorggroep Linde");
    expect(text).toContain("Hello Sanne Bakker,");
    expect(text).toContain("Anna de Vries (anna@linde.example) declined the invitation");
  });

  test("that the person asks for a new link, and whether there is anything to do", () => {
    expect(render(requestedAgainLetter({ ...told, renewed: false })).text).toContain("Resend the invitation");
    expect(render(requestedAgainLetter({ ...told, renewed: true })).text).toContain(
      "You do not have to do anything.",
    );
    expect(render(requestedAgainLetter({ ...told, language: "nl", renewed: false })).text).toContain(
      "vraagt een nieuwe link",
    );
  });
});
