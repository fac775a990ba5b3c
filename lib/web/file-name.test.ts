import { expect, test } from "vitest";
import { fileNameOf } from "./file-name";

const linde = { slug: "linde", timeZone: "Europe/Amsterdam" };

test("H14 a file is named by its company, what it holds and the day on the company's clock", () => {
  const lateEvening = new Date("2026-11-19T23:30:00Z");
  expect(fileNameOf(linde, "not-invited", lateEvening)).toBe("linde-not-invited-2026-11-20");
  expect(fileNameOf({ ...linde, timeZone: "America/New_York" }, "wave-3", lateEvening)).toBe(
    "linde-wave-3-2026-11-19",
  );
});

test("H14 whatever a translation holds, the name of a file is plain", () => {
  const noon = new Date("2026-11-20T12:00:00Z");
  expect(fileNameOf(linde, 'één "rij"\r\n', noon)).toBe("linde-een-rij-2026-11-20");
});
