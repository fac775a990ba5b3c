import { withTenant } from "@/lib/access/doors";
import { sendInvitation } from "@/lib/invitations/send";
import { anyEmail, newActor } from "./factories";

// Started as a process of its own by a test, which kills it at any moment.
const ada = await newActor("owner");
process.stdout.write(`${ada.tenantId}\n`);
for (;;) {
  await withTenant(ada, "people.invite", (tx) =>
    sendInvitation(tx, { email: anyEmail(), roles: [ada.home.roles.member] }),
  );
  process.stdout.write("invited\n");
}
