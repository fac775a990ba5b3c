import { readableCode } from "@/lib/secrets";

/** Names an invitation on the telephone; opens nothing. Long enough that two of many millions never fall together. */
export const newNumber = () => `INV-${readableCode(5)}-${readableCode(5)}`;
