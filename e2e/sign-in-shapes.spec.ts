import type { Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { enterTenant, withSystem } from "@/lib/access/doors";
import { userNameKeyOf } from "@/lib/people/user-name";
import { anyEmail, newMember, newTenant, PASSWORD, personNow, type Tenant } from "@/lib/testing/factories";
import { codeOf } from "./support/authenticator";
import { confirmApp, fault, field, giveCode, givePassword, heading, signOut } from "./support/door";
import { expectSound, LOOKS, WIDE, wear } from "./support/looks";
import { mailbox } from "./support/mailbox";
import { expect, test } from "./support/test";

const DOOR = "__Host-door";
const anyCode = () => `Linde ${Math.random().toString(36).slice(2, 8)}`;

/** A company with a code, a look, a contact and a policy; and somebody with a user name there. */
async function newDoor(policy: Record<string, unknown> = {}) {
  const code = anyCode();
  const tenant = await newTenant({ name: "Zorggroep Linde", companyCode: code }, policy);
  const { identity, person } = await newMember(tenant);
  await withSystem("housekeeping", async (tx) => {
    await enterTenant(tx, tenant.id);
    await tx.execute(sql`update tenants set accent = '#1E5142',
      contact = '{"text": "Help desk", "phone": "030 555 01 20"}'::jsonb where id = ${tenant.id}`);
    await tx.execute(sql`update people set user_name = 'a.devries', user_name_key = ${userNameKeyOf("a.devries")}
      where id = ${person.id}`);
  });
  return { tenant, code, identity, person };
}

const cookieOf = async (page: Page) => (await page.context().cookies()).find(({ name }) => name === DOOR);

async function giveThree(page: Page, code: string, name: string, password = PASSWORD): Promise<void> {
  await field(page, "Company code").fill(code);
  await field(page, "User name or e-mail").fill(name);
  await field(page, "Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

const labelsOf = (page: Page) => page.locator("main form").first().locator("label").allInnerTexts();

test("H4 T2 a company's own page asks company code, user name and password, with its look and its links", async ({
  page,
}) => {
  const { code } = await newDoor({ preset: "track", companyCodeShown: "yes" });
  await page.goto(`/sign-in/${code.toLowerCase().replace(" ", "-")}`);
  expect(await labelsOf(page)).toEqual(["Company code", "User name or e-mail", "Password"]);
  await expect(field(page, "Company code")).toHaveValue(code);
  await expect(page.getByRole("complementary")).toContainText("Zorggroep Linde");
  await expect(page.getByRole("complementary")).toContainText("Help desk, 030 555 01 20");
  await expect(page.getByRole("link", { name: "Forgot your password?" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Request key" })).toHaveAttribute(
    "href",
    /^\/request-key\?company=/,
  );
  await expect(page.getByRole("link", { name: "Without company code" })).toHaveCount(0);
  expect(await cookieOf(page)).toBeUndefined();

  const plain = await newDoor();
  await page.goto(`/sign-in/${plain.code}`);
  await expect(page.getByRole("link", { name: "Request key" })).toHaveCount(0);
  await page.getByRole("link", { name: "Without company code" }).click();
  await expect(field(page, "E-mail")).toBeVisible();
});

test("T1 a company's page says what to have at hand before one starts", async ({ page }) => {
  const { code } = await newDoor();
  await page.goto(`/sign-in/${encodeURIComponent(code)}`);
  await page.getByText("Before you start").click();
  const list = page.locator("details.before li");
  await expect(list).toHaveCount(4);
  await expect(list.nth(0)).toContainText(`/sign-in/${code.replace(" ", "-")}`);
  await expect(list.nth(1)).toContainText("user name");
  await expect(list.nth(2)).toContainText("code generator");
  await expect(list.nth(3)).toContainText("password");
});

test("T17 H24 H25 three blank fields at first; after one sign-in code and name are kept, never the password", async ({
  page,
}) => {
  const { code, identity, tenant } = await newDoor();
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Use a company code" }).click();
  for (const label of ["Company code", "User name or e-mail", "Password"])
    await expect(field(page, label)).toHaveValue("");
  await giveThree(page, code.toLowerCase(), "A.deVries");
  await expect(heading(page)).toHaveText("Enter the code from your app");
  expect(await cookieOf(page)).toBeUndefined();
  await giveCode(page, await codeOf(identity.key ?? ""));
  await expect(page).toHaveURL(`/t/${tenant.slug}`);

  const kept = await cookieOf(page);
  expect(kept).toMatchObject({ httpOnly: true, secure: true, sameSite: "Lax", path: "/" });
  for (const text of [PASSWORD, "devries", code])
    expect(decodeURIComponent(kept?.value ?? "")).not.toContain(text);
  await signOut(page);
  await page.goto("/sign-in");
  await expect(field(page, "Company code")).toHaveValue(code);
  await expect(page.getByText("Zorggroep Linde. Remembered on this device.")).toBeVisible();
  await expect(field(page, "User name or e-mail")).toHaveValue("A.deVries");
  await expect(field(page, "Password")).toHaveValue("");

  await page.getByRole("button", { name: "Not you?" }).click();
  await expect(field(page, "E-mail")).toHaveValue("");
  expect(await cookieOf(page)).toBeUndefined();
});

test("H25 a cookie that was tampered with is as good as none", async ({ page }) => {
  const url = new URL(process.env["APP_URL"] ?? "http://localhost");
  for (const value of ["k1.AAAA.AAAA.AAAA", "{}", encodeURIComponent('{"company":"LINDE-42","name":"a"}')]) {
    await page.context().addCookies([{ name: DOOR, value, domain: url.hostname, path: "/", secure: true }]);
    await page.goto("/sign-in");
    await expect(field(page, "E-mail")).toHaveValue("");
    await expect(page.getByRole("button", { name: "Not you?" })).toHaveCount(0);
  }
});

test("H25 H19 without a company code the address is kept where one ticks Remember me, and forgotten again", async ({
  page,
}) => {
  const { identity } = await newDoor();
  for (const ticked of [false, true, false]) {
    await page.goto("/sign-in");
    await field(page, "Remember me").setChecked(ticked);
    await givePassword(page, identity.email);
    await giveCode(page, await codeOf(identity.key ?? ""));
    await expect(heading(page)).toHaveText("You are in");
    expect((await cookieOf(page)) !== undefined).toBe(ticked);
    await signOut(page);
    await page.goto("/sign-in");
    await expect(field(page, "E-mail")).toHaveValue(ticked ? identity.email : "");
  }
});

test("H26 an unknown code and each wrong part of the three are answered alike", async ({ page }) => {
  const { code, identity } = await newDoor();
  const stranger = await newMember(await newTenant());
  await page.goto(`/sign-in/no-such-${Math.random().toString(36).slice(2)}`);
  await expect(page.getByText("This company code is not known here.")).toBeVisible();
  await expect(page.getByRole("complementary")).not.toContainText("Zorggroep Linde");
  const said = new Set<string>();
  const tries: [string, string, string][] = [
    ["no-such-company", "a.devries", PASSWORD],
    [code, "nobody", PASSWORD],
    [code, stranger.identity.email, PASSWORD],
    [code, "a.devries", "not the password at all"],
    ["no-such-company", identity.email, PASSWORD],
  ];
  for (const [company, name, password] of tries) {
    const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
    await giveThree(page, company, name, password);
    await answered;
    await expect(field(page, "Password")).toHaveValue("");
    await expect(field(page, "User name or e-mail")).toHaveValue(name);
    said.add((await fault(page).textContent()) ?? "");
  }
  expect([...said]).toHaveLength(1);
  expect([...said][0]).toContain("do not belong together");
  await giveThree(page, "", "", "");
  await expect(fault(page)).toContainText("Enter your company code.");
  await expect(fault(page)).toContainText("Enter your user name or e-mail address.");
});

test("A user name without a company code is told what is missing, whoever it is", async ({ page }) => {
  await page.goto("/sign-in");
  await givePassword(page, "a.devries");
  await expect(fault(page)).toContainText("you also need your company code");
});

test("H26 the forgotten company code comes by mail; the page says the same to everybody", async ({
  page,
  visit,
}) => {
  const { code, identity } = await newDoor();
  const said = new Set<string>();
  for (const email of [identity.email, anyEmail()]) {
    const one = await visit({ javaScriptEnabled: false });
    await one.goto("/sign-in?with=company");
    await one.getByRole("link", { name: "Forgot your company code?" }).click();
    await one.getByLabel("E-mail").fill(email);
    await one.getByRole("button", { name: "Mail me my company codes" }).click();
    await expect(heading(one)).toHaveText("Look in your mailbox");
    said.add((await one.getByRole("main").textContent()) ?? "");
  }
  expect(said.size).toBe(1);
  const mail = await mailbox.lastTo(identity.email);
  expect(mail.subject).toBe("Your company codes");
  expect(mail.text.replace(/\s+/g, " ")).toContain(`Company code: ${code} User name: a.devries`);
  await page.goto(/\S+\/sign-in\/\S+/.exec(mail.text)?.[0] ?? "");
  await expect(field(page, "Company code")).toHaveValue(code);
});

test("T17 the whole way in works without JavaScript, and a wrong part keeps what was typed", async ({
  visit,
}) => {
  const { code, identity } = await newDoor();
  const page = await visit({ javaScriptEnabled: false });
  await page.goto(`/sign-in/${code}`);
  await giveThree(page, code, "a.devries", "not the password at all");
  await expect(field(page, "User name or e-mail")).toHaveValue("a.devries");
  await giveThree(page, code, "a.devries");
  await giveCode(page, await codeOf(identity.key ?? ""));
  await expect(heading(page)).toHaveText("You are in");
});

const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
const WINDOWS =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const ANDROID =
  "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";

async function atSetUp(page: Page, tenant: Tenant) {
  const { identity } = await newMember(tenant, "member", { secondStep: false });
  await page.goto("/sign-in");
  await givePassword(page, identity.email);
  await expect(heading(page)).toHaveText("Add your second step");
  return identity;
}
const guideNames = (page: Page) => page.locator(".guide-list > details > summary").allInnerTexts();

test("T6 T7 T9 somebody with only a computer is helped to a code generator and finishes without a phone", async ({
  visit,
  tenant,
}) => {
  const page = await visit({ javaScriptEnabled: false, userAgent: WINDOWS });
  await atSetUp(page, tenant);
  await expect(page.getByRole("heading", { name: "Do you have a code generator?" })).toBeVisible();
  await page.getByText("No, help me get one").click();
  await expect(page.getByText(/search for Google Authenticator/)).toBeVisible();
  await expect(
    page.getByText(/KeePassXC \(Windows, Mac, Linux; keepassxc\.org\)\. If you have WinAuth/),
  ).toBeVisible();
  await page.getByText("Step by step in your app").click();
  expect((await guideNames(page))[0]).toBe("On a computer, without a phone");
  await page.getByText("On a computer, without a phone").click();
  await expect(page.getByText(/Paste the key of this page as the secret key/)).toBeVisible();
  await confirmApp(page);
});

test("R17 R18 the page guides through five apps, the reader's own first, without JavaScript", async ({
  visit,
  tenant,
}) => {
  const names = [
    "Google Authenticator",
    "Apple Passwords (iPhone, iPad, Mac)",
    "Microsoft Authenticator",
    "Authy",
    "Duo Mobile",
    "On a computer, without a phone",
  ];
  for (const [userAgent, first] of [
    [IPHONE, names[1]],
    [ANDROID, names[0]],
  ] as const) {
    const page = await visit({ javaScriptEnabled: false, userAgent });
    await atSetUp(page, tenant);
    await page.getByText("Step by step in your app").click();
    const shown = await guideNames(page);
    expect(shown[0]).toBe(first);
    expect([...shown].sort()).toEqual([...names].sort());
    for (const name of shown) await page.locator("summary", { hasText: name }).click();
    for (const detail of [
      "“Other (Google, Facebook, etc.)”",
      "“Set Up Verification Code in Passwords”. Choose the saved login",
      "the three dots (Android) or the gear (iPhone), then “Add Account”",
      "“Add” or “+”, then “Use QR code”",
    ])
      await expect(page.getByText(detail)).toBeVisible();
    await expect(page.locator(".guide-list ol > li")).toHaveCount(names.length * 4);
  }
});

test("R19 R20 R21 the code's field has its name, the entry its label, and on the phone itself one tap adds it", async ({
  visit,
  tenant,
}) => {
  const page = await visit({ userAgent: IPHONE, viewport: { width: 360, height: 740 } });
  const { email } = await atSetUp(page, tenant);
  const open = page.getByRole("link", { name: "Open authenticator app" });
  const uri = new URL((await open.getAttribute("href")) ?? "");
  expect(uri.protocol).toBe("otpauth:");
  expect(uri.searchParams.get("issuer")).toBe("Portico");
  expect(decodeURIComponent(uri.pathname)).toContain(`${tenant.name}: ${email}`);
  await expect(page.getByText(`The entry in your app is called “${tenant.name}: ${email}”.`)).toBeVisible();
  await page.getByText("QR code for another phone").click();
  await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
  const code = page.getByLabel("Enter your verification code");
  await expect(code).toHaveAttribute("autocomplete", "one-time-code");
  await expect(code).toHaveAttribute("inputmode", "numeric");
});

test("H9 an inviter gives a user name where the company lets them choose one, and else it is the address", async ({
  as,
  tenant,
}) => {
  const { page } = await as("owner");
  const email = anyEmail();
  await page.goto(`/t/${tenant.slug}/settings/people/invite`);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("User name").fill("ben@elsewhere.test");
  const send = page.getByRole("button", { name: "Send invitation" });
  await send.click();
  await expect(page.getByText("can only be the person’s own e-mail address").first()).toBeVisible();
  await page.getByLabel("User name").fill("B.Visser");
  await send.click();
  await expect(page).toHaveURL(/told=invited&about=/);
  const id = new URL(page.url()).searchParams.get("about") ?? "";
  expect(await personNow(tenant.id, id)).toMatchObject({ userName: "B.Visser", userNameKey: "b.visser" });
  await page.goto(`/t/${tenant.slug}/settings/people/${id}`);
  await expect(page.getByText("B.Visser")).toBeVisible();

  await withSystem("housekeeping", async (tx) => {
    await enterTenant(tx, tenant.id);
    await tx.execute(
      sql`update tenants set policy = '{"preset": "hometrak"}'::jsonb where id = ${tenant.id}`,
    );
  });
  await page.goto(`/t/${tenant.slug}/settings/people/invite`);
  await expect(page.getByLabel("User name")).toHaveCount(0);
  await expect(page.getByText("The user name is the e-mail address")).toBeVisible();
  const equal = anyEmail();
  await page.getByLabel("E-mail address").fill(equal);
  await send.click();
  await expect(page).toHaveURL(/told=invited&about=/);
  const mail = await mailbox.lastTo(equal);
  expect(mail.text.replace(/\s+/g, " ")).toMatch(
    new RegExp(`Keep this to sign in later: .*User name: ${equal}`),
  );
});

for (const look of LOOKS)
  test(`The pages of this part hold at 360 and have no serious fault, ${look.theme}`, async ({
    visit,
    tenant,
  }) => {
    test.slow();
    const { code } = await newDoor({ preset: "track" });
    const page = await visit({ reducedMotion: "reduce", viewport: WIDE });
    await wear(page, look);
    const inspect = async (name: string) => {
      await page.locator("details").evaluateAll((all) => {
        for (const one of all) (one as HTMLDetailsElement).open = true;
      });
      await expectSound(page, look.theme, name);
    };
    for (const [name, path] of [
      ["plain", "/sign-in"],
      ["company", `/sign-in/${code}`],
      ["unknown", "/sign-in/no-such"],
      ["forgot", "/forgot-company-code"],
      ["sent", "/forgot-company-code/sent"],
    ] as const) {
      await page.goto(path);
      await inspect(name);
    }
    const { identity } = await newMember(tenant, "member", { secondStep: false });
    await page.goto("/sign-in");
    await page.locator("input[name=email]").fill(identity.email);
    await page.locator("input[name=password]").fill(PASSWORD);
    await page.locator("main form button[type=submit]").first().click();
    await page.waitForURL(/second-step/);
    await inspect("guides");
  });
