import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OwnLink } from "@/app/(public)/own-link";
import { notMe } from "@/app/(public)/own-link-actions";

type Props = { params: Promise<{ ref: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("ownLink.notMe"))("title") };
}

export default async function NotMePage({ params }: Props) {
  const { ref } = await params;
  return <OwnLink at={ref} kind="notMe" purpose="not_me" action={notMe} nextHref={() => "/forgot"} />;
}
