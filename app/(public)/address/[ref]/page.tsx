import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OwnLink } from "@/app/(public)/own-link";
import { confirmNewAddress } from "@/app/(public)/own-link-actions";

type Props = { params: Promise<{ ref: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("ownLink.address"))("title") };
}

export default async function AddressPage({ params }: Props) {
  const { ref } = await params;
  return (
    <OwnLink
      at={ref}
      kind="address"
      purpose="address"
      action={confirmNewAddress}
      nextHref={() => "/account/profile"}
    />
  );
}
