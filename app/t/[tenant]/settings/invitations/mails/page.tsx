import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BoardTabs } from "../board-tabs";
import { LetterPreview } from "./letter-preview";
import { readMails } from "./read-mails";
import { RulesForm } from "./rules-form";
import { SenderForm, TestMailForm } from "./sender-form";
import { SummaryForm } from "./summary-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("board"))("tabs.mails") };
}

/** How long invitations work, who they are from, and what people get. */
export default async function MailsPage({ params }: PageProps<"/t/[tenant]/settings/invitations/mails">) {
  const data = await readMails((await params).tenant);
  const t = await getTranslations("board");
  return (
    <>
      <div className="page-head">
        <h1>{t("title")}</h1>
      </div>
      <BoardTabs slug={data.slug} tab="mails" />
      <RulesForm {...data} />
      <SummaryForm {...data} />
      <SenderForm {...data} />
      <LetterPreview {...data} />
      <TestMailForm {...data} />
    </>
  );
}
