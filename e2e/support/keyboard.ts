import { expect, type Locator, type Page } from "@playwright/test";

const MOST_TABS = 60;

const hasFocus = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Presses Tab until it is the target's turn; fails where the keyboard cannot come. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press("Tab");
  }
  expect(await hasFocus(target), `${target} can be reached with Tab`).toBe(true);
}

/** Over to a field, and what stands there is replaced. */
export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type(text);
}
