import type { TenantTx } from "@/lib/access/doors";
import { Refusal } from "@/lib/refusal";
import { askedColumns } from "./asked-columns";
import { type SaidColumns, unusedOf } from "./columns";
import { refuseIfTooManyBrought } from "./daily-limits";
import { findColumns } from "./find-columns";
import { eraseParts, keepPart } from "./kept-parts";
import { knownColumnsOf, namesKeyOf } from "./known-columns";
import { allRowsOf, type OldSheet, oldRowsOf, openOldSheet, refuseTooManyOld } from "./read-old-list";
import { askColumns } from "./say-columns";
import { beginList, endList, failList, inParts, takeInPart } from "./take-in";

/** Opens the company for one part after the other, so that nobody else in it waits for a whole list. */
type Within = <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>;
type About = { channel: "upload" | "paste"; source: string; fileName?: string | undefined };

async function stored(within: Within, about: About, sheet: OldSheet, said: SaidColumns): Promise<string> {
  const { source } = about;
  const rows = await allRowsOf(oldRowsOf(sheet, said));
  const importId = await within(async (tx) => {
    await refuseIfTooManyBrought(tx, rows.length);
    return beginList(tx, { ...about, ignored: unusedOf(sheet.first, said) });
  });
  try {
    for (const part of inParts(rows)) await within((tx) => takeInPart(tx, { importId, source }, part));
    await within((tx) => endList(tx, tx.actor.tenantId, importId));
  } catch (error) {
    await within((tx) => failList(tx, importId, "reading_stopped"));
    throw error;
  }
  return importId;
}

async function keepAll(within: Within, importId: string, sheet: OldSheet): Promise<void> {
  let [part, rows] = [0, 0];
  for await (const read of sheet.parts)
    for (const some of inParts(read)) {
      rows += some.length;
      refuseTooManyOld(rows);
      await within(async (tx) => {
        await refuseIfTooManyBrought(tx, some.length);
        await keepPart(tx, { importId, part }, some);
      });
      part += 1;
    }
}

/** Sealed as it comes, until somebody has said on the next page which column says what. */
async function kept(within: Within, about: About, sheet: OldSheet, found: SaidColumns): Promise<string> {
  const { first, sample } = sheet;
  if (found.hasNames && sample.length === 0) throw new Refusal("file_empty");
  const list = { ...about, namesKey: namesKeyOf(first), ignored: [] };
  const importId = await within((tx) => beginList(tx, list));
  try {
    await keepAll(within, importId, sheet);
    await within((tx) => askColumns(tx, importId, askedColumns(first, sample, found)));
  } catch (error) {
    await within(async (tx) => {
      await eraseParts(tx, importId);
      await failList(tx, importId, "reading_stopped");
    });
    throw error;
  }
  return importId;
}

/** Takes in what somebody brings; where it is not certain which column says what, or is wanted so, that is asked first. */
export async function bringList(
  within: Within,
  about: About,
  text: AsyncIterable<string>,
  isWanted = false,
): Promise<string> {
  const sheet = await openOldSheet(text);
  const known = await within((tx) => knownColumnsOf(tx, namesKeyOf(sheet.first)));
  const { doubts, ...found } = findColumns(sheet.first, sheet.sample);
  const isAsked = isWanted || (!known && doubts.length > 0);
  return (isAsked ? kept : stored)(within, about, sheet, known ?? found);
}
