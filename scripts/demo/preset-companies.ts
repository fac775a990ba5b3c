import type { DemoCompany } from "./company";

const at = (domain: string) => (local: string) => `${local}@${domain}.example`;
const [veer, spoor, es, iep, mare] = [at("veer"), at("spoorwerk"), at("thuiszorg-es"), at("iep"), at("mare")];

const active = { state: "active", hours: 2000, signIn: true } as const;

/** One company for each other set of rules, with its owner and people to try its ways back in. */
export const presetCompanies: DemoCompany[] = [
  {
    draft: { name: "Kantoor Veer", slug: "veer", companyCode: "VEER-3180", language: "nl" },
    policy: { preset: "strict" },
    contact: { email: veer("help"), phone: "+31 30 555 07 89", text: "" },
    accent: "#5B3A7D",
    applications: [{ name: "Dossiers", url: "https://dossiers.veer.example" }],
    people: [
      { name: "Ilse Veerman", email: veer("ilse"), role: "owner", ...active },
      {
        name: "Joost Kramer",
        email: veer("joost"),
        role: "member",
        ...active,
        codes: 2,
        story: "has two backup codes left",
      },
    ],
    crowd: 3,
    at: veer,
  },
  {
    draft: { name: "Spoorwerk", slug: "spoorwerk", companyCode: "SPOOR-5512", language: "nl" },
    policy: { preset: "track" },
    contact: { email: spoor("planning"), phone: "+31 38 555 02 11", text: "" },
    accent: "#8A3B12",
    applications: [{ name: "Ploegen", url: "https://ploegen.spoorwerk.example" }],
    people: [
      { name: "Hans Rietveld", email: spoor("hans"), role: "owner", ...active },
      {
        name: "Wim de Haan",
        email: spoor("wim"),
        role: "member",
        ...active,
        codes: 3,
        story: "wants a new key: Request Key",
      },
    ],
    crowd: 3,
    at: spoor,
  },
  {
    draft: { name: "Thuiszorg Es", slug: "thuiszorg-es", companyCode: "ES-2094", language: "nl" },
    policy: { preset: "hometrak" },
    contact: { email: es("kantoor"), phone: "+31 53 555 08 40", text: "Esstraat 4, Enschede" },
    accent: "#0F5B66",
    applications: [{ name: "Zorgplan", url: "https://zorgplan.thuiszorg-es.example" }],
    people: [
      {
        name: "Marga Olthof",
        email: es("marga"),
        role: "owner",
        ...active,
        story: "is asked at a reset",
        answers: { friend: "Gerda", dish: "Lever met uien", film: "Soldaat van Oranje" },
      },
      {
        name: "Bas Wolters",
        email: es("bas"),
        role: "member",
        ...active,
        story: "is asked for three questions at the next sign-in",
      },
    ],
    crowd: 3,
    at: es,
  },
  {
    draft: { name: "Arbodienst Iep", slug: "iep", companyCode: "IEP-6647", language: "nl" },
    policy: { preset: "xpert" },
    contact: { email: iep("support"), phone: "+31 20 555 06 60", text: "" },
    accent: "#2F5D2A",
    applications: [{ name: "Verzuim", url: "https://verzuim.iep.example" }],
    people: [
      { name: "Carla Prins", email: iep("carla"), role: "owner", ...active },
      {
        name: "Ravi Sewpersad",
        email: iep("ravi"),
        role: "member",
        ...active,
        codes: 1,
        story: "has lost the phone: a backup code that is replaced",
      },
      {
        name: "Femke Aalders",
        email: iep("femke"),
        role: "member",
        ...active,
        phone: { number: "+31612345678", country: "NL" },
        story: "has lost the phone: a text, which comes into the mailbox",
      },
      {
        name: "Leila Ben Salah",
        email: iep("leila"),
        role: "member",
        ...active,
        phone: { number: "+21620123456", country: "TN" },
        story: "has a recovery phone in a country we cannot text",
      },
    ],
    crowd: 3,
    at: iep,
  },
  {
    draft: { name: "Studio Mare", slug: "mare", companyCode: "MARE-7781", language: "en" },
    policy: { preset: "traackr" },
    contact: { email: mare("hello"), phone: "", text: "" },
    accent: "#7A1F4B",
    applications: [{ name: "Campaigns", url: "https://campaigns.mare.example" }],
    people: [
      { name: "Nina Falk", email: mare("nina"), role: "owner", ...active },
      {
        name: "Tom Bakker",
        email: mare("tom"),
        role: "member",
        ...active,
        phone: { number: "+447400123456", country: "GB" },
        story: "has lost the phone: a text, which comes into the mailbox",
      },
      {
        name: "Bao Nguyen",
        email: mare("bao"),
        role: "member",
        ...active,
        phone: { number: "+84912345678", country: "VN" },
        story: "has a recovery phone in a country we cannot text",
      },
    ],
    crowd: 3,
    at: mare,
  },
];
