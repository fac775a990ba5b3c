import type { DemoCompany } from "./company";

const at = (domain: string) => (local: string) => `${local}@${domain}.example`;
const [veer, spoor, es, iep, mare] = [at("veer"), at("spoorwerk"), at("thuiszorg-es"), at("iep"), at("mare")];

const active = { state: "active", hours: 2000, signIn: true } as const;

/** One company for each other set of rules, with its owner and people to try its ways back in. */
export const presetCompanies: DemoCompany[] = [
  {
    draft: { name: "Kantoor Veer", slug: "veer", companyCode: "VEER-3180", language: "nl" },
    policy: { preset: "strict" },
    contact: {
      text: "Helpdesk, werkdagen 9 tot 17 uur",
      address: "Veerkade 3\n3511 CD Utrecht",
      phone: "+31 30 555 0789",
      email: veer("help"),
    },
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
    contact: {
      text: "Planning, dag en nacht",
      address: "Stationsplein 14\n8011 CW Zwolle",
      phone: "+31 38 555 0211",
      email: spoor("planning"),
    },
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
    contact: {
      text: "Kantoor, werkdagen 8:30 tot 17 uur",
      address: "Esstraat 4\n7511 KM Enschede",
      phone: "+31 53 555 0840",
      email: es("kantoor"),
    },
    accent: "#0F5B66",
    applications: [{ name: "Zorgplan", url: "https://zorgplan.thuiszorg-es.example" }],
    people: [
      {
        name: "Marga Olthof",
        email: es("marga"),
        role: "owner",
        ...active,
        story: "moves 400 old accounts at Settings > Migration, is asked at a reset",
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
    contact: {
      text: "Support, werkdagen 8 tot 17 uur",
      address: "Iepenlaan 22\n1091 EB Amsterdam",
      phone: "+31 20 555 0660",
      email: iep("support"),
    },
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
    contact: {
      text: "Your account manager, weekdays 9 to 18",
      address: "Zeestraat 9\n2518 AA Den Haag",
      email: mare("hello"),
    },
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
