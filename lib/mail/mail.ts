import type { Rendered } from "./render";
import type { Outcome } from "./trouble";

/** One mail to one address, as a transport takes it. */
export type Mail = Omit<Rendered, "html"> & {
  /** None for a gateway that makes a text message of it. */
  html?: string;
  /** The message's own id: the same mail sent twice carries the same. */
  id: string;
  to: string;
  from: { name: string; address: string };
  replyTo?: string;
};

export type Transport = { send(mail: Mail): Promise<Outcome> };

// None of these stands in one address, and each could make two of it.
const oneAddress = /^[^\s<>,;:"()[\]\\]+@[^\s<>,;:"()[\]\\]+$/;

export const isOneAddress = (address: string) => oneAddress.test(address);
