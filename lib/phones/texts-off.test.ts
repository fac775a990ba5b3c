import { expect, test } from "vitest";
import { withIdentity } from "@/lib/access/doors";
import { isRefusal } from "@/lib/refusal";
import { textsOn } from "@/lib/sms/texts";
import { newMember, newTenant, selfOf } from "@/lib/testing/factories";
import { anyNumber, givePhone } from "@/lib/testing/phones";
import { prepareNumber } from "./enter-number";
import { type TextWay, textWay } from "./own-phone";

test("R4 R7 where no text service is configured, texts are off: no way, no number, and said so", async () => {
  const { identity } = await newMember(await newTenant({}, { preset: "traackr" }));
  await givePhone(identity.id);
  const self = await selfOf(identity.id);
  const way = await withIdentity<"session", TextWay>(self, (tx) => textWay(tx, identity.id));
  expect([textsOn(), way.state]).toEqual([false, "off"]);
  const from = { address: "10.0.0.1", language: "en" } as const;
  const refused = await prepareNumber<"session">(self, { number: anyNumber() }, from).catch((error) => error);
  expect(isRefusal(refused) && refused.code).toBe("texts_off");
});
