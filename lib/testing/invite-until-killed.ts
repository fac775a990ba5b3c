import { withTenant } from "@/lib/access/doors";
import { sendInvitation } from "@/lib/invitations/send";
import { anyEmail, newActor } from "./factories";

// Started as a process of its own by a test, which kills it at any moment.
const ada = await newActor("owner");
console.log(ada.tenantId);
for (;;) {
  await withTenant(ada, "people.invite", (tx) =>
    sendInvitation(tx, { email: anyEmail(), roles: [ada.home.roles.member] }),
  );
  console.log("invited");
}
