import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { readImport } from "./read-import";
import { ResultScreen } from "./result-screen";
import { ReviewScreen } from "./review-screen";

type Props = PageProps<"/t/[tenant]/settings/people/import/[importId]">;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("imports"))("title") };
}

/** One list: before it is sent its rows, afterwards what became of them. */
export default async function ImportedPage({ params, searchParams }: Props) {
  const [{ tenant, importId }, search] = await Promise.all([params, searchParams]);
  const data = await readImport(tenant, importId, search);
  return data.kind === "review" ? <ReviewScreen data={data} /> : <ResultScreen data={data} />;
}
