import { sql } from "drizzle-orm";
import { enterTenant, withSystem } from "@/lib/access/doors";
import { newIdentity, newMember, newPerson, newTenant, PASSWORD } from "@/lib/testing/factories";
import { codeOf, codeWithClockOff, wrongCode } from "./support/authenticator";
import { CODE_PAGE, fault, giveCode, givePassword, heading, signIn, signOut } from "./support/door";
import { expect, signedIn, test } from "./support/test";

test("R1 R5 X1 every sign-in asks the password and then a code, and with one company leads straight in", async ({
  tenant,
  page,
}) => {
  const { identity } = await newMember(tenant);
  await page.goto(`/t/${tenant.slug}`);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await givePassword(page, identity.email);
  await expect(heading(page)).toHaveText(CODE_PAGE);
  await page.goto(`/t/${tenant.slug}`);
  await expect(heading(page)).toHaveText("Sign in");

  await signIn(page, identity);
  await expect(page).toHaveURL(`/t/${tenant.slug}`);
  await expect(heading(page)).toHaveText("You are in");
  await signOut(page);
  await givePassword(page, identity.email);
  await expect(heading(page)).toHaveText(CODE_PAGE);
});

test("After signing in one comes back to the page that was asked for", async ({ tenant, page }) => {
  const { identity } = await newMember(tenant, "administrator");
  await page.goto(`/t/${tenant.slug}/settings/people?status=active`);
  await givePassword(page, identity.email);
  await giveCode(page, await codeOf(identity.key ?? ""));
  await expect(page).toHaveURL(`/t/${tenant.slug}/settings/people?status=active`);
  await expect(heading(page)).toHaveText("People");
});

test("A wrong password keeps the address, clears the password and tells nothing about who is known", async ({
  tenant,
  page,
}) => {
  const { identity } = await newMember(tenant);
  await page.goto("/sign-in");
  await givePassword(page, identity.email, "not the password at all");
  await expect(fault(page)).toBeFocused();
  await expect(page).toHaveTitle(/^Error: /);
  const said = await fault(page).textContent();
  await expect(page.getByLabel("E-mail")).toHaveValue(identity.email);
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");

  await givePassword(page, "nobody@linde.test", "not the password at all");
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
  await expect(page.getByLabel("E-mail")).toHaveValue("nobody@linde.test");
  expect(await fault(page).textContent()).toBe(said);

  await givePassword(page, "", "");
  await expect(fault(page)).toContainText("Enter an e-mail address.");
  await expect(fault(page)).toContainText("Enter a password.");
});

test("Many wrong passwords in a row end in a wait that says until when", async ({ tenant, page }) => {
  const { identity } = await newMember(tenant);
  await page.goto("/sign-in");
  for (let tries = 0; tries < 12; tries += 1) {
    const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
    await givePassword(page, identity.email, "not the password at all");
    await answered;
    await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
    if (/Too many tries/.test((await fault(page).textContent()) ?? "")) break;
  }
  await expect(fault(page)).toContainText(/You can try again at \d\d:\d\d:\d\d/);
});

test("T14 wrong codes say why; five of them ask for the password again", async ({ tenant, page }) => {
  const { identity } = await newMember(tenant);
  const key = identity.key ?? "";
  await page.goto("/sign-in");
  await givePassword(page, identity.email);
  await giveCode(page, "abc");
  await expect(fault(page)).toContainText("Enter the 6 digits your app shows.");
  await giveCode(page, await codeWithClockOff(key, -3));
  await expect(fault(page)).toContainText(/your phone's clock is about [34] minutes behind/);
  await giveCode(page, await codeWithClockOff(key, 3));
  await expect(fault(page)).toContainText("That code does not match.");
  await expect(page.locator(".error-text")).toContainText(
    /Our clock says \d\d:\d\d:\d\d; your phone's date and time must be set to automatic/,
  );
  for (let tries = 0; tries < 4; tries += 1) {
    const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
    await giveCode(page, await wrongCode(key));
    await answered;
    // Emptied by the answer: what is typed before that is lost.
    await expect(page.getByLabel("Verification code")).toHaveValue("");
  }
  await expect(fault(page)).toContainText("Five codes were not right. Sign in again to go on");
  await page.getByRole("link", { name: "Start again with another account" }).click();
  await signIn(page, identity);
  await expect(heading(page)).toHaveText("You are in");
});

test("A code works once: the same code in another browser is told as used", async ({
  tenant,
  page,
  visit,
}) => {
  const { identity } = await newMember(tenant);
  const [other, code] = [await visit(), await codeOf(identity.key ?? "")];
  for (const one of [page, other]) {
    await one.goto("/sign-in");
    await givePassword(one, identity.email);
    await expect(heading(one)).toHaveText(CODE_PAGE);
  }
  await giveCode(page, code);
  await expect(heading(page)).toHaveText("You are in");
  await giveCode(other, code);
  await expect(other.locator(".error-text")).toContainText(
    "That code was used already. Wait until your app shows the next one.",
  );
});

test("R19 a code pasted with spaces is understood, and phones offer it by themselves", async ({
  tenant,
  page,
}) => {
  const { identity } = await newMember(tenant);
  await page.goto("/sign-in");
  await givePassword(page, identity.email);
  const field = page.getByLabel("Verification code");
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute("autocomplete", "one-time-code");
  await expect(field).toHaveAttribute("inputmode", "numeric");
  const code = await codeOf(identity.key ?? "");
  await field.evaluate(
    (input: HTMLInputElement, text) => {
      input.value = "";
      document.execCommand("insertText", false, text);
    },
    ` ${code.slice(0, 3)} ${code.slice(3)} `,
  );
  await expect(field).toHaveValue(code);
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("You are in");
});

test("A sign-in finished in another tab tells the first tab so and leads on", async ({
  tenant,
  page,
  context,
}) => {
  const { identity } = await newMember(tenant);
  await page.goto("/sign-in");
  await givePassword(page, identity.email);
  await expect(heading(page)).toHaveText(CODE_PAGE);
  const second = await context.newPage();
  await second.goto("/sign-in/code");
  await giveCode(second, await codeOf(identity.key ?? ""));
  await expect(heading(second)).toHaveText("You are in");

  await giveCode(page, "123456");
  await expect(fault(page)).toContainText("This took too long, or was finished in another tab.");
  await page.getByRole("link", { name: "Start again with another account" }).click();
  await expect(heading(page)).toHaveText("You are in");
});

test("R14 somebody in two companies chooses, with one second step for both", async ({ tenant, page }) => {
  const { identity } = await newMember(tenant);
  const sun = await newTenant({ name: "Bakkerij Zon" });
  const active = {
    identityId: identity.id,
    accountAt: new Date(),
    secondStepAt: new Date(),
    activeAt: new Date(),
  };
  await newPerson(sun, { email: identity.email, role: "manager", ...active });
  await signIn(page, identity);
  await expect(heading(page)).toHaveText("Choose an organisation");
  await expect(page.getByRole("link", { name: /Zorggroep Linde.*Member/ })).toBeVisible();
  await page.getByRole("link", { name: /Bakkerij Zon.*Manager/ }).click();
  await expect(page).toHaveURL(new RegExp(`^[^?]*/t/${sun.slug}$`));
});

test("Somebody whose access is paused is told by whom, since when, and whom to ask", async ({
  tenant,
  page,
}) => {
  const { identity, person } = await newMember(tenant);
  await withSystem("housekeeping", async (tx) => {
    await enterTenant(tx, tenant.id);
    await tx.execute(sql`update people set suspended_at = clock_timestamp() where id = ${person.id}`);
    await tx.execute(
      sql`update tenants set contact = '{"email": "help@linde.test"}'::jsonb where id = ${tenant.id}`,
    );
  });
  await signIn(page, identity);
  await expect(page.getByText(/Zorggroep Linde has paused your access on \w+ \d+ \w+\./)).toBeVisible();
  await expect(page.getByRole("link", { name: "help@linde.test" })).toBeVisible();
  await page.goto(`/t/${tenant.slug}`);
  await expect(heading(page)).toHaveText("Choose an organisation");
});

test("Somebody in no company is in, and told what has to happen", async ({ page }) => {
  await signIn(page, await newIdentity());
  await expect(page.getByText("You are in, but in no organisation yet")).toBeVisible();
});

test("Signing out ends the session: Back shows nothing that was behind the door", async ({ as, tenant }) => {
  const { page } = await as("administrator", { name: "Sanne Bakker" });
  const stranger = await newPerson(tenant, { name: "Joris Smit" });
  await page.goto(`/t/${tenant.slug}/settings/people`);
  await expect(page.getByText(stranger.email).first()).toBeVisible();
  const [cookie] = (await page.context().cookies()).filter(({ name }) => name === "__Host-session");
  await signOut(page);
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain("__Host-session");
  await page.goBack();
  await expect(heading(page)).toHaveText("Sign in");
  await expect(page.getByText(stranger.email)).toHaveCount(0);

  await page.context().addCookies(cookie ? [cookie] : []);
  await page.goto(`/t/${tenant.slug}/settings/people`);
  await expect(heading(page)).toHaveText("Sign in");
});

test("Signing out everywhere ends the other browser as well", async ({ as, visit }) => {
  const { page, member } = await as("member");
  const other = await visit({ storageState: await signedIn(member.identity.id) });
  await other.goto("/");
  await expect(heading(other)).toHaveText("You are in");
  await page.goto("/account/organisations");
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page.getByText("You are signed out on all your devices.")).toBeVisible();
  await other.reload();
  await expect(heading(other)).toHaveText("Sign in");
});

const elsewhere = [
  "//evil.test",
  "https://evil.test/",
  "/\\evil.test",
  "\\\\evil.test",
  "javascript:alert(1)",
  "/%09/evil.test",
  "http:evil.test",
];

test("Nobody is led to another site by the address of the sign-in page", async ({
  tenant,
  visit,
  baseURL,
}) => {
  const { identity } = await newMember(tenant, "member", { secondStep: true });
  const inside = await visit({ storageState: await signedIn(identity.id) });
  for (const wish of elsewhere) {
    await inside.goto(`/sign-in?next=${encodeURIComponent(wish)}`);
    await expect(heading(inside)).toHaveText(/^(You are in|There is no page here)$/);
    expect(new URL(inside.url()).origin).toBe(baseURL);
  }
});

test("A sign-in that began with a foreign address ends at home", async ({ tenant, page }) => {
  const { identity } = await newMember(tenant);
  await page.goto("/sign-in?next=//evil.test");
  await givePassword(page, identity.email, PASSWORD);
  await giveCode(page, await codeOf(identity.key ?? ""));
  await expect(page).toHaveURL(`/t/${tenant.slug}`);
});

test("The sign-in page leads somebody who is signed in straight in", async ({ as, tenant }) => {
  const { page } = await as("member");
  await page.goto("/sign-in");
  await expect(page).toHaveURL(`/t/${tenant.slug}`);
});

test("People without the permission are told whom to ask, and strangers find no such page", async ({
  as,
  tenant,
}) => {
  const { page } = await as("member");
  await newMember(tenant, "owner", { name: "Olga Smit" });
  await page.goto(`/t/${tenant.slug}/settings/people`);
  await expect(heading(page)).toHaveText("Your role doesn’t open this page");
  await expect(page.getByText("Ask Olga Smit to give you access.")).toBeVisible();
  const other = await newTenant();
  expect((await page.goto(`/t/${other.slug}`))?.status()).toBe(404);
  const [theirs, none] = [
    await page.content(),
    await page.goto("/t/no-such-company").then(() => page.content()),
  ];
  await expect(heading(page)).toHaveText("There is no page here");
  expect(theirs).not.toContain(other.name === "Zorggroep Linde" ? "Ada Bakker" : other.name);
  expect(none).not.toContain("Linde");
});
