import { readableCode } from "@/lib/secrets";

/** Names an invitation on the telephone; opens nothing. */
export const newNumber = () => `INV-${readableCode(7)}`;
