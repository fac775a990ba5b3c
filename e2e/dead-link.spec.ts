import { anyEmail, personNow } from "@/lib/testing/factories";
import { comeIn, fault, heading } from "./support/door";
import { expire, invite, moveTo, resend, withdraw } from "./support/invite";
import { linkIn, mailbox } from "./support/mailbox";
import { expect, test } from "./support/test";

test("S4 an expired invitation sends itself again once, and after that asks the inviter", async ({
  tenant,
  page,
}) => {
  const offer = await invite(tenant);
  await expire(offer);
  await page.goto(offer.href);
  await expect(heading(page)).toHaveText("This invitation has expired");
  await expect(page.getByText(offer.email)).toHaveCount(0);
  await page.getByRole("button", { name: "Send me a new link" }).click();
  await expect(page.getByRole("status")).toContainText("A new link is on its way to the same address.");

  const again = linkIn(await mailbox.lastTo(offer.email, 2));
  expect(again).not.toBe(offer.href);
  await page.goto(offer.href);
  await expect(heading(page)).toHaveText("A newer mail exists");
  await page.goto(again);
  await expect(heading(page)).toHaveText("Join Zorggroep Linde");

  await expire(offer);
  await page.reload();
  await page.getByRole("button", { name: "Ask Ada Bakker for a new one" }).click();
  await expect(page.getByRole("status")).toContainText("Your question is on its way.");
  const [ada] = [await personNow(offer.ada.tenantId, offer.ada.personId)];
  const asked = await mailbox.lastTo(ada.email ?? "", 2);
  expect(asked.subject).toBe("Anna de Vries asks for a new link to Zorggroep Linde");
});

test("S26 a withdrawn invitation says who withdrew it, when, and whom to ask", async ({ tenant, page }) => {
  const offer = await invite(tenant);
  await withdraw(offer);
  await page.goto(offer.href);
  await expect(heading(page)).toHaveText("This invitation was withdrawn");
  await expect(page.getByText(/Ada Bakker withdrew it on \w+ \d+ \w+\./)).toBeVisible();
  await expect(page.getByText(/Questions\? Ask Ada Bakker/)).toBeVisible();
  await expect(page.getByRole("main").getByRole("button")).toHaveCount(0);
});

test("An open page of an invitation that was withdrawn meanwhile joins nobody", async ({ tenant, page }) => {
  const offer = await invite(tenant);
  await page.goto(offer.href);
  await withdraw(offer);
  await page.getByLabel("Create a password").fill("violet kettle marching north");
  await page.getByRole("button", { name: "Create account and join" }).click();
  await expect(fault(page)).toContainText("This invitation has changed in the meantime.");
  expect((await personNow(tenant.id, offer.personId)).identityId).toBeNull();
});

test("S26 a replaced link says that a newer mail exists and can be sent again", async ({ tenant, page }) => {
  const offer = await invite(tenant);
  await resend(offer);
  await mailbox.lastTo(offer.email, 2);
  await page.goto(offer.href);
  await expect(heading(page)).toHaveText("A newer mail exists");
  await page.getByRole("button", { name: "Send me a new link" }).click();
  await expect(page.getByRole("status")).toContainText("A new link is on its way");
  await page.goto(linkIn(await mailbox.lastTo(offer.email, 3)));
  await comeIn(page);
});

test("S19 an invitation whose address was changed tells nothing of the new address", async ({
  tenant,
  page,
}) => {
  const offer = await invite(tenant);
  const right = anyEmail();
  await moveTo(offer, right);
  await page.goto(offer.href);
  await expect(heading(page)).toHaveText("This invitation was changed");
  expect(await page.content()).not.toContain(right);
  await expect(page.getByRole("button", { name: /new link/ })).toHaveCount(0);
  await page.goto(linkIn(await mailbox.lastTo(right)));
  await comeIn(page);
});

test("S26 an accepted link leads to signing in, with the address filled in", async ({
  tenant,
  page,
  visit,
}) => {
  const offer = await invite(tenant);
  await page.goto(offer.href);
  await comeIn(page);
  const elsewhere = await visit();
  await elsewhere.goto(offer.href);
  await expect(heading(elsewhere)).toHaveText("You have joined Zorggroep Linde already");
  await elsewhere.getByRole("link", { name: "Sign in" }).click();
  await expect(elsewhere.getByLabel("E-mail")).toHaveValue(offer.email);
});

test('S19 "This is not for me" closes the invitation and tells the inviter', async ({ tenant, page }) => {
  const offer = await invite(tenant);
  await page.goto(offer.href);
  await page.getByText("Not you?").click();
  await page.getByRole("button", { name: "This is not for me" }).click();
  await expect(
    page.getByText("Thank you. The invitation is closed, and the person who sent it knows."),
  ).toBeVisible();
  const ada = await personNow(offer.ada.tenantId, offer.ada.personId);
  expect((await mailbox.lastTo(ada.email ?? "")).subject).toBe(
    "Anna de Vries declined your invitation to Zorggroep Linde",
  );
  await page.goto(offer.href);
  await expect(heading(page)).toHaveText("This invitation is closed");
  await expect(page.getByText(/Changed your mind\? Ask Ada Bakker/)).toBeVisible();
});

test("Saying no works without JavaScript", async ({ tenant, visit }) => {
  const offer = await invite(tenant);
  const page = await visit({ javaScriptEnabled: false });
  await page.goto(offer.href);
  await page.getByText("Not you?").click();
  await page.getByRole("button", { name: "This is not for me" }).click();
  await expect(heading(page)).toHaveText("This invitation is closed");
});

test("A damaged link says so and takes the whole one", async ({ tenant, page }) => {
  const offer = await invite(tenant);
  await page.goto(offer.href.slice(0, -5));
  await expect(heading(page)).toHaveText("This link is not complete");
  await page.getByRole("button", { name: "Open the invitation" }).click();
  await expect(fault(page)).toContainText("Paste the link from the mail.");
  await page.getByLabel("Link from the mail").fill("https://portico.example/i/nothing");
  await page.getByRole("button", { name: "Open the invitation" }).click();
  await expect(fault(page)).toContainText("This is not a link of ours.");
  await page.getByLabel("Link from the mail").fill(`> ${offer.href}\n`);
  await page.getByRole("button", { name: "Open the invitation" }).click();
  await expect(heading(page)).toHaveText("Join Zorggroep Linde");
  await comeIn(page);
});

test("The page of a link in a browser that does not hold it says so and takes a pasted link", async ({
  tenant,
  page,
  visit,
}) => {
  const offer = await invite(tenant);
  await page.goto(offer.href);
  const elsewhere = await visit({ javaScriptEnabled: false });
  await elsewhere.goto(page.url());
  await expect(heading(elsewhere)).toHaveText("Open the link in this browser");
  expect(await elsewhere.content()).not.toContain("Linde");
  await elsewhere.getByLabel("Link from the mail").fill(offer.href);
  await elsewhere.getByRole("button", { name: "Open the invitation" }).click();
  await expect(heading(elsewhere)).toHaveText("Join Zorggroep Linde");
});

test("S18 the pages without a link lead to help about mail that did not come", async ({ page }) => {
  await page.goto("/invitation/unknown");
  await page.getByRole("link", { name: "No mail, or not the right one?" }).click();
  await expect(page).toHaveURL(/\/help#mail$/);
  await expect(page.getByText("look in the folder for spam or junk")).toBeVisible();
  await expect(page.getByText("the general address of your company")).toBeVisible();
});
