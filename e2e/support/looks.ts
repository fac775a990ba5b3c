import { expect, type Page } from "@playwright/test";
import { faultsOf } from "./axe";

export type Look = { language: "en" | "nl"; theme: "light" | "dark" };

export const DUTCH_DARK: Look = { language: "nl", theme: "dark" };

/** Between the two a page is seen in both languages and both themes. */
export const LOOKS: readonly Look[] = [{ language: "en", theme: "light" }, DUTCH_DARK];

export const WIDE = { width: 1280, height: 860 };
export const PHONE = { width: 360, height: 900 };
const SMALL_PHONE = { width: 320, height: 900 };

/** As in a browser that has chosen its look before. */
export const wear = (page: Page, look: Look) =>
  page.context().addCookies([
    {
      name: "__Host-look",
      value: encodeURIComponent(JSON.stringify(look)),
      domain: "localhost",
      path: "/",
      expires: -1,
      httpOnly: true,
      secure: true,
      sameSite: "Lax",
    },
  ]);

const overOf = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What a page is at the width and in the theme it has: nothing over the edge, and nothing grave for axe. */
export async function expectSoundAsIs(page: Page, name = page.url()): Promise<void> {
  expect.soft(await overOf(page), `${name} scrolls sideways`).toBeLessThanOrEqual(0);
  expect.soft(await faultsOf(page), name).toEqual([]);
}

/** What a page is in a theme: nothing over the edge at any size, and nothing grave for axe, light on a screen, dark on a phone. */
export async function expectSound(page: Page, theme: Look["theme"], name = page.url()): Promise<void> {
  // On the way from one page to the next there is none for a moment.
  await expect(page).toHaveTitle(/\S/);
  for (const size of [SMALL_PHONE, PHONE, WIDE]) {
    await page.setViewportSize(size);
    expect.soft(await overOf(page), `${name} scrolls sideways at ${size.width}`).toBeLessThanOrEqual(0);
    if (size === (theme === "light" ? WIDE : PHONE))
      expect.soft(await faultsOf(page), `${name}, ${theme}`).toEqual([]);
  }
}

/** The same in both themes, where they follow the system. */
export async function expectSoundInBoth(page: Page, name = page.url()): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectSound(page, colorScheme, name);
  }
}
