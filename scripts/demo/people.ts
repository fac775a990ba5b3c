import type { DemoCompany, DemoPerson, State } from "./company";
import { presetCompanies } from "./preset-companies";

const linde = (local: string) => `${local}@linde.example`;
const brug = (local: string) => `${local}@brug.example`;

/** Two companies with the rules most have; Sanne is in both, with one identity. */
const modern: DemoCompany[] = [
  {
    draft: { name: "Zorggroep Linde", slug: "linde", companyCode: "LINDE-4821", language: "nl" as const },
    policy: { preset: "modern" },
    contact: {
      text: "Helpdesk, werkdagen 8 tot 18 uur",
      address: "Kerkstraat 12\n1017 GC Amsterdam",
      phone: "+31 20 555 0123",
      email: linde("helpdesk"),
    },
    accent: "#1E5142",
    applications: [
      { name: "Roosters", url: "https://roosters.linde.example" },
      { name: "Dossiers", url: "https://dossiers.linde.example" },
    ],
    people: [
      {
        name: "Mila Visser",
        email: linde("mila"),
        role: "owner",
        state: "active",
        hours: 9000,
        signIn: true,
      },
      {
        name: "Sanne Bakker",
        email: linde("sanne"),
        role: "administrator",
        state: "active",
        hours: 6000,
        signIn: true,
        story: "is in two companies",
      },
      {
        name: "Thijs Mulder",
        email: linde("thijs.mulder"),
        role: "member",
        state: "active",
        hours: 3000,
        signIn: true,
        codes: 10,
        story: "has lost the phone: use a backup code",
      },
      { name: "Anna de Vries", email: linde("anna"), role: "manager", state: "started", hours: 190 },
      { name: "Bo Jansen", email: linde("bo.jansen"), role: "member", state: "expired", hours: 370 },
      { name: "Joris Smit", email: "joris@lidne.example", role: "member", state: "bounced", hours: 20 },
      { name: "Noor Hendriks", email: linde("noor.hendriks"), role: "member", state: "invited", hours: 5 },
      { name: "Fatima El Amrani", email: linde("f.elamrani"), role: "manager", state: "opened", hours: 30 },
      {
        name: "Ruud van den Berg",
        email: linde("ruud.vandenberg"),
        role: "member",
        state: "not_invited",
        hours: 0,
      },
      {
        name: "Pieter-Jan van der Meulen-Oosterhuis",
        email: linde("pj.vandermeulen-oosterhuis"),
        role: "manager",
        state: "suspended",
        hours: 5000,
        signIn: true,
      },
      {
        name: "Esra Yıldız",
        email: linde("esra.yildiz"),
        role: "member",
        state: "active",
        hours: 2000,
        signIn: true,
        codes: 1,
        story: "has one backup code left",
      },
      { name: "Kees Dekker", email: linde("kees.dekker"), role: "member", state: "left", hours: 7000 },
    ],
    crowd: 60,
    at: linde,
  },
  {
    draft: { name: "Brug Logistiek", slug: "brug", companyCode: "BRUG-7203", language: "en" as const },
    policy: { preset: "modern", graceDays: 14 },
    contact: {
      text: "Office, weekdays 7 to 17",
      address: "Brugweg 80\n3011 AB Rotterdam",
      phone: "+31 10 555 0456",
      email: brug("office"),
    },
    accent: "#1D4A86",
    applications: [{ name: "Planning", url: "https://planning.brug.example" }],
    people: [
      { name: "Daan Meijer", email: brug("daan"), role: "owner", state: "active", hours: 8000, signIn: true },
      { name: "Sanne Bakker", email: linde("sanne"), role: "member", state: "active", hours: 900 },
      {
        name: "Milan de Wit",
        email: brug("milan"),
        role: "member",
        state: "started",
        hours: 300,
        signIn: true,
        dueInDays: 2,
        story: "must have a second step in two days",
      },
      { name: "Lotte Kuiper", email: brug("lotte"), role: "member", state: "invited", hours: 50 },
    ],
    crowd: 4,
    at: brug,
  },
];

export const companies: DemoCompany[] = [...modern, ...presetCompanies];

const given =
  "Emma Lucas Julia Levi Sara Finn Zoë Noah Lieke Sem Eva Bram Yara Jesse Nora Milan Isa Ties Hanna Omar".split(
    " ",
  );
const family =
  "de Boer,Peters,van Dijk,Vermeulen,Yilmaz,Hoekstra,van Leeuwen,Kok,Willems,Çelik,Schouten,Bos".split(",");
const spread: State[] = [
  "active",
  "active",
  "active",
  "active",
  "invited",
  "active",
  "started",
  "active",
  "active",
  "expired",
];

/** More people than a page holds, spread over the states. */
export const crowd = (company: { crowd: number; at: (local: string) => string }): DemoPerson[] =>
  Array.from({ length: company.crowd }, (_, index) => {
    const name = `${given[index % given.length]} ${family[(index * 5) % family.length]}`;
    const state = spread[index % spread.length] ?? "active";
    const plain = name
      .normalize("NFD")
      .replace(/[^a-zA-Z ]/g, "")
      .toLowerCase()
      .replaceAll(" ", ".");
    return { name, email: company.at(`${plain}.${index}`), role: "member", state, hours: 400 + index * 31 };
  });
