/** A pattern for `like`: this text anywhere, in whatever capitals, with no sign in it that means more than itself. */
export const anywhere = (text: string) => `%${text.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
