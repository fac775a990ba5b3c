/** Fixed and few: about things that few others know and that stand in no register or profile. Never reworded. */
export const questionKeys = [
  "teacher",
  "friend",
  "soft_toy",
  "grandparents",
  "neighbours",
  "holiday",
  "concert",
  "film",
  "book",
  "dish",
  "flight",
  "holiday_job",
] as const;
export type QuestionKey = (typeof questionKeys)[number];

export const isQuestionKey = (text: string): text is QuestionKey =>
  (questionKeys as readonly string[]).includes(text);
