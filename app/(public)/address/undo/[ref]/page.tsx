import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OwnLink } from "@/app/(public)/own-link";
import { undoNewAddress } from "@/app/(public)/own-link-actions";

type Props = { params: Promise<{ ref: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("ownLink.undo"))("title") };
}

export default async function UndoAddressPage({ params }: Props) {
  const { ref } = await params;
  return (
    <OwnLink at={ref} kind="undo" purpose="undo_address" action={undoNewAddress} nextHref={() => "/forgot"} />
  );
}
