import { anyEmail, newIdentity, newMember, newTenant, personNow } from "@/lib/testing/factories";
import { codeOf } from "./support/authenticator";
import {
  acceptOffer,
  comeIn,
  confirmApp,
  fault,
  giveCode,
  givePassword,
  heading,
  NEW_PASSWORD,
  readKey,
} from "./support/door";
import { accountsAt, timesOf } from "./support/facts";
import { invite } from "./support/invite";
import { expect, signedIn, test } from "./support/test";

test("S28 somebody with an account signs in, joins the second company, and makes no second account", async ({
  tenant,
  page,
}) => {
  const anna = await newIdentity();
  const offer = await invite(tenant, { email: anna.email });
  await page.goto(offer.href);
  await expect(heading(page)).toHaveText("Join Zorggroep Linde with your account");
  await page.getByLabel("Your password").fill("not the password at all");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(fault(page)).toContainText("do not match");

  await page.getByLabel("Your password").fill("correct horse battery staple");
  await page.getByRole("button", { name: "Sign in" }).click();
  await giveCode(page, await codeOf(anna.key ?? ""));
  await expect(page).toHaveURL(/\/invitation\//);
  await page.getByRole("button", { name: "Join Zorggroep Linde" }).click();
  await expect(heading(page)).toHaveText("You are in");
  await expect(page).toHaveURL(`/t/${tenant.slug}`);
  expect(await accountsAt(anna.email)).toBe(1);
  expect((await personNow(tenant.id, offer.personId)).identityId).toBe(anna.id);
});

test("S15 an invitation for somebody signed in always shows, and the mail may be clicked again", async ({
  tenant,
  visit,
}) => {
  const home = await newTenant({ name: "Bakkerij Zon" });
  const { identity } = await newMember(home, "member");
  const offer = await invite(tenant, { email: identity.email });
  const page = await visit({ storageState: await signedIn(identity.id) });
  await page.goto(`/t/${home.slug}`);
  await expect(page.getByText("An invitation to Zorggroep Linde waits for you.")).toBeVisible();
  await page.goto("/account/organisations");
  await expect(page.getByRole("button", { name: "Join Zorggroep Linde" })).toBeVisible();

  await page.goto(offer.href);
  await page.goto(offer.href);
  await page.getByRole("button", { name: "Join Zorggroep Linde" }).click();
  await expect(page).toHaveURL(`/t/${tenant.slug}`);

  await page.goto(offer.href);
  await expect(heading(page)).toHaveText("You have joined Zorggroep Linde already");
  await page.goto("/account/organisations");
  await expect(page.getByRole("link", { name: /Bakkerij Zon/ })).toBeVisible();
  await expect(page.getByRole("link", { name: /Zorggroep Linde/ })).toBeVisible();
});

test("S25 S27 signed in as somebody else both addresses are shown, and switching keeps the invitation", async ({
  tenant,
  visit,
}) => {
  const other = await newMember(await newTenant({ name: "Bakkerij Zon" }), "member", { name: "Bo Jansen" });
  const offer = await invite(tenant);
  const page = await visit({ storageState: await signedIn(other.identity.id) });
  await page.goto(offer.href);
  const sentence = `You are signed in as ${other.identity.email}. This invitation is for ${offer.email}.`;
  await expect(page.getByText(sentence)).toBeVisible();

  await page.getByRole("link", { name: `Stay as ${other.identity.email}` }).click();
  await expect(heading(page)).toHaveText("You are in");
  expect((await personNow(tenant.id, offer.personId)).identityId).toBeNull();

  await page.goto(offer.href);
  await page.getByRole("button", { name: "Sign out and continue" }).click();
  await expect(heading(page)).toHaveText("Join Zorggroep Linde");
  await expect(page.getByText(offer.email, { exact: true })).toBeVisible();
  await comeIn(page);
});

test("A link opened twenty times changes nothing and still works", async ({ tenant, page, request }) => {
  const offer = await invite(tenant);
  // The mail is here before it is written down that it has left.
  await expect.poll(async () => (await personNow(tenant.id, offer.personId)).sentAt).not.toBeNull();
  const before = await personNow(tenant.id, offer.personId);
  const opened = await Promise.all(Array.from({ length: 20 }, () => request.get(offer.href)));
  expect(opened.map((answer) => answer.status())).toEqual(Array.from({ length: 20 }, () => 200));
  expect(await personNow(tenant.id, offer.personId)).toEqual(before);
  expect(await timesOf("invitation.opened", offer.personId)).toBe(0);
  await page.goto(offer.href);
  await comeIn(page);
});

test("A double click on the button joins once", async ({ tenant, page }) => {
  const offer = await invite(tenant);
  await page.goto(offer.href);
  await page.getByLabel("Create a password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Create account and join" }).dblclick();
  await expect(heading(page)).toHaveText("Add your second step");
  await confirmApp(page);
  expect(await accountsAt(offer.email)).toBe(1);
  expect(await timesOf("invitation.accepted", offer.personId)).toBe(1);
});

test("Sent again after it was accepted the form leads on, and the password stays the first", async ({
  tenant,
  page,
  context,
  visit,
}) => {
  const offer = await invite(tenant);
  await page.goto(offer.href);
  const second = await context.newPage();
  await second.goto(offer.href);
  await acceptOffer(page);
  await acceptOffer(second, "another password entirely");
  expect(await readKey(second)).toBe(await readKey(page));
  expect(await accountsAt(offer.email)).toBe(1);
  expect(await timesOf("password.set", offer.personId)).toBeLessThanOrEqual(1);

  const elsewhere = await visit();
  await elsewhere.goto("/sign-in");
  await givePassword(elsewhere, offer.email, "another password entirely");
  await expect(fault(elsewhere)).toContainText("do not match");
});

test("Back after joining leads on to the step that is next", async ({ tenant, page }) => {
  const offer = await invite(tenant);
  await page.goto(offer.href);
  await acceptOffer(page);
  await page.goBack();
  await page.reload();
  await expect(heading(page)).toHaveText("You have begun already");
  await page.getByRole("link", { name: "Continue" }).click();
  await confirmApp(page);
  await page.goBack();
  await page.getByLabel("Enter your verification code").fill("123456");
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(heading(page)).toHaveText("Save your backup codes");
});

test("Two invitations in two tabs do not get in each other's way", async ({ tenant, context }) => {
  const sun = await newTenant({ name: "Bakkerij Zon" });
  const [first, second] = [await invite(tenant), await invite(sun)];
  const [one, other] = [await context.newPage(), await context.newPage()];
  await one.goto(first.href);
  await other.goto(second.href);
  await one.reload();
  await expect(heading(one)).toHaveText("Join Zorggroep Linde");
  await expect(heading(other)).toHaveText("Join Bakkerij Zon");
  await comeIn(one);
  await other.reload();
  await expect(other.getByText(`This invitation is for ${second.email}.`)).toBeVisible();
  await other.getByRole("button", { name: "Sign out and continue" }).click();
  await comeIn(other);
  await expect(other).toHaveURL(`/t/${sun.slug}`);
});

test("Somebody who stopped halfway goes on from the mail in the same browser", async ({ tenant, page }) => {
  const offer = await invite(tenant);
  await page.goto(offer.href);
  await acceptOffer(page);
  const key = await readKey(page);
  await page.goto(offer.href);
  await expect(heading(page)).toHaveText("You have begun already");
  await page.getByRole("link", { name: "Continue" }).click();
  expect(await readKey(page)).toBe(key);
  await confirmApp(page);

  await page.goto(offer.href);
  await page.getByRole("link", { name: "Continue" }).click();
  await expect(heading(page)).toHaveText("Save your backup codes");
});

test("Somebody who stopped halfway goes on by signing in anywhere", async ({ tenant, page, visit }) => {
  const offer = await invite(tenant);
  await page.goto(offer.href);
  await acceptOffer(page);
  const key = await readKey(page);

  const elsewhere = await visit();
  await elsewhere.goto(offer.href);
  await expect(heading(elsewhere)).toHaveText("You have joined Zorggroep Linde already");
  await elsewhere.getByRole("link", { name: "Sign in" }).click();
  await expect(elsewhere.getByLabel("E-mail")).toHaveValue(offer.email);
  await givePassword(elsewhere, offer.email, NEW_PASSWORD);
  await expect(heading(elsewhere)).toHaveText("Add your second step");
  // A key of its own: one that two screens have shown would be known to both.
  expect(await readKey(elsewhere)).not.toBe(key);
  await confirmApp(elsewhere);
});

test("Somebody who closed the browser before saving the codes is shown new ones after password and code", async ({
  tenant,
  page,
  visit,
}) => {
  const offer = await invite(tenant);
  await page.goto(offer.href);
  await acceptOffer(page);
  const key = await confirmApp(page);

  const elsewhere = await visit();
  await elsewhere.goto("/sign-in");
  await givePassword(elsewhere, offer.email, NEW_PASSWORD);
  await giveCode(elsewhere, await codeOf(key));
  await expect(heading(elsewhere)).toHaveText("Save your backup codes");
});

test("An account that came into being meanwhile is not overwritten: sign in, then join", async ({
  tenant,
  page,
}) => {
  const offer = await invite(tenant);
  await page.goto(offer.href);
  await newIdentity({ email: offer.email });
  await page.getByLabel("Create a password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Create account and join" }).click();
  await expect(fault(page)).toContainText("This address has an account already. Sign in with it, then join.");
  await page.reload();
  await expect(heading(page)).toHaveText("Join Zorggroep Linde with your account");
  expect(await accountsAt(offer.email)).toBe(1);
});

test("A name is asked where the inviter gave none, and a password that others would guess is refused", async ({
  tenant,
  page,
}) => {
  const { href } = await invite(tenant, { name: "", email: anyEmail() });
  await page.goto(href);
  await expect(page.getByLabel("Your name")).toHaveValue("");
  await page.getByLabel("Create a password").fill("zorggroep linde 2026");
  await page.getByRole("button", { name: "Create account and join" }).click();
  await expect(fault(page)).toContainText("Enter your name.");
  await page.getByLabel("Your name").fill("Anna de Vries");
  await page.getByLabel("Create a password").fill("zorggroep linde");
  await page.getByRole("button", { name: "Create account and join" }).click();
  await expect(fault(page)).toContainText("This password leans on a name that others can guess");
  await expect(page.getByLabel("Your name")).toHaveValue("Anna de Vries");
  await comeIn(page);
});
