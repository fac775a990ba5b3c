import { expect, test, vi } from "vitest";
import { Refusal } from "@/lib/refusal";
import { sentenceOf } from "./say-no";

vi.mock("next-intl/server", () => ({
  getLocale: async () => "en",
  getTranslations:
    async () =>
    (code: string, { until }: { until: string }) =>
      `${code} ${until}`,
}));

const midnightInTokyo = new Date("2100-06-04T15:00:00Z");

test("2.5 the midnight after which a company may go on is told by the company's own clock", async () => {
  const told = (values: Refusal["values"]) => sentenceOf(new Refusal("daily_limit", values));
  expect(await told({ until: midnightInTokyo, timeZone: "Asia/Tokyo" })).toBe("daily_limit 00:00");
  expect(await told({ until: midnightInTokyo })).toBe("daily_limit 17:00");
});
