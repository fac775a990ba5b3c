import { describe, expect, test } from "vitest";
import type { Action } from "@/lib/events/actions";
import type { Details } from "@/lib/events/record";
import en from "@/lib/i18n/en.json";
import nl from "@/lib/i18n/nl.json";
import type { Moments } from "@/lib/people/status";
import { nearDomain } from "./near-domain";
import { type Code, rules } from "./rules";
import type { Facts, NextAction, Seen } from "./verdict";
import { verdictOf } from "./verdict-of";

const now = new Date("2026-05-20T12:00:00Z");
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ago = (days: number, minutes = 0) => new Date(now.getTime() - days * DAY - minutes * MINUTE);

const noMoments: Moments = {
  ...{ invitedAt: null, expiresAt: null, sentAt: null, deliveredAt: null, openedAt: null, bouncedAt: null },
  ...{ accountAt: null, secondStepAt: null, activeAt: null, suspendedAt: null, leftAt: null },
};

const nothing: Facts = {
  email: "anna@linde.nl",
  hasRole: true,
  moments: noMoments,
  createdAt: ago(30),
  message: null,
  ...{ declinedAt: null, withdrawnAt: null, secondStepDueAt: null, factorSince: null },
  ...{ backupCodesLeft: null, lastSeenAt: null },
  domains: ["linde.nl"],
  seen: [],
};

const seen = (action: Action, at: Date, reason: string | null = null, details: Details = {}): Seen => ({
  action,
  at,
  reason,
  details,
  by: null,
});
const times = (count: number, one: (n: number) => Seen) => Array.from({ length: count }, (_, n) => one(n));
const byInsider = (event: Seen): Seen => ({ ...event, by: "Marga" });

const letter = (state: string, trouble: string | null = null, tries = 1, sendAfter = ago(5)) => ({
  message: { state, trouble, tries, sendAfter },
});

type State = { moments?: Partial<Moments> } & Omit<Partial<Facts>, "moments">;

const factsOf = ({ moments, ...rest }: State): Facts => ({
  ...nothing,
  ...rest,
  moments: { ...noMoments, ...moments },
});

const add = (state: State, more: State): State => ({
  ...state,
  ...more,
  moments: { ...state.moments, ...more.moments },
  seen: [...(more.seen ?? []), ...(state.seen ?? [])],
});
const happens = (...events: Seen[]): State => ({ seen: events });

const invited: State = { moments: { invitedAt: ago(5), expiresAt: ago(-9) }, ...letter("queued", null, 0) };
const sent = add(invited, { moments: { sentAt: ago(5) }, ...letter("sent") });
const resent: State = {
  moments: { invitedAt: ago(0), expiresAt: ago(-14), sentAt: null, openedAt: null, bouncedAt: null },
  ...letter("queued", null, 0),
};
const expired = add(sent, { moments: { expiresAt: ago(1) } });
const bounced = (trouble: string | null, email = "anna@linde.nl") =>
  add(invited, { email, moments: { bouncedAt: ago(4) }, ...letter("bounced", trouble) });
const corrected = add(resent, { email: "anne@linde.nl" });
const started: State = {
  moments: { invitedAt: ago(5), expiresAt: ago(-9), sentAt: ago(5), accountAt: ago(3) },
};
const hasStep = add(started, { moments: { secondStepAt: ago(3) }, factorSince: ago(3), backupCodesLeft: 10 });
const active = add(hasStep, { moments: { activeAt: ago(3) }, lastSeenAt: ago(1) });
const reachesStep: State = {
  moments: { secondStepAt: now },
  factorSince: now,
  backupCodesLeft: 10,
  ...happens(seen("factor.confirmed", now)),
};
const comesIn = happens(seen("sign_in.completed", now, null, { proofs: ["password", "totp"] }));
const wrongPasswords = (count: number, minutes = 0) =>
  happens(...times(count, (n) => seen("sign_in.password_wrong", ago(0, minutes + n), "wrong")));
const clock = (seconds: number) => seen("factor.code_refused", ago(1), "clock", { seconds });
const rightPassword = happens(seen("sign_in.password_right", now));
const newPassword = happens(seen("password.reset", now));

const moveUndone = happens(byInsider(seen("legacy.reverted", ago(1), null, { why: "wrong_mailbox" })));
const takenBack = (at: Date, details: Details) => ({
  withdrawnAt: at,
  ...happens(byInsider(seen("invitation.withdrawn", at, null, details))),
});
const rolledBack = takenBack(ago(1), { number: "INV-1", wave: 3 });

/** A prepared state with its verdict, and what mends it with the verdict after it. */
const cases: [Code, NextAction, State, State, Code][] = [
  ["left", "restore", add(active, { moments: { leftAt: ago(2) } }), { moments: { leftAt: null } }, "active"],
  [
    "suspended",
    "restore",
    add(active, { moments: { suspendedAt: ago(2) } }),
    { moments: { suspendedAt: null } },
    "active",
  ],
  ["wrong_mailbox", "invite", { declinedAt: ago(1) }, corrected, "queued"],
  ["withdrawn", "invite", { withdrawnAt: ago(1) }, resent, "queued"],
  ["move_undone", "move_again", moveUndone, resent, "queued"],
  ["move_rolled_back", "move_again", rolledBack, resent, "queued"],
  ["no_address", "invite", { email: null }, corrected, "queued"],
  ["not_invited_no_role", "invite", { hasRole: false }, add(resent, { hasRole: true }), "queued"],
  ["not_invited", "invite", {}, resent, "queued"],
  ["no_role", "change_roles", add(active, { hasRole: false }), { hasRole: true }, "active"],
  ["bounced_typo", "change_address", bounced("mailbox_unknown", "anna@lindenl"), corrected, "queued"],
  ["bounced_unknown", "change_address", bounced("mailbox_unknown"), corrected, "queued"],
  ["bounced_full", "change_address", bounced("mailbox_full"), corrected, "queued"],
  ["bounced_refused", "change_address", bounced("address_refused"), corrected, "queued"],
  ["bounced_before", "change_address", bounced("address_known_dead"), corrected, "queued"],
  ["bounced", "change_address", bounced("content_refused"), corrected, "queued"],
  [
    "expired_asked",
    "resend",
    add(expired, happens(seen("invitation.requested_again", ago(0, 5), null, { answer: "asked" }))),
    resent,
    "queued",
  ],
  ["expired_opened", "resend", add(expired, { moments: { openedAt: ago(4) } }), resent, "queued"],
  ["expired", "resend", expired, resent, "queued"],
  [
    "going_out",
    "undo",
    add(invited, letter("queued", null, 0, ago(0, -1))),
    { withdrawnAt: now, moments: noMoments },
    "withdrawn",
  ],
  ["failed", "resend", add(invited, letter("failed", "gave_up")), resent, "queued"],
  ["delayed", "none", add(invited, letter("queued", "unreachable", 2)), sent, "handed_over"],
  ["queued", "none", invited, sent, "handed_over"],
  [
    "held_up",
    "none",
    add(sent, letter("delayed", "delayed")),
    { moments: { deliveredAt: now }, ...letter("delivered") },
    "delivered",
  ],
  [
    "complained",
    "change_address",
    add(sent, letter("complained", "complained")),
    { ...reachesStep, moments: { accountAt: now, secondStepAt: now } },
    "never_signed_in",
  ],
  [
    "must_join",
    "tell",
    add(sent, happens(seen("invitation.accepted", ago(90)))),
    { ...reachesStep, moments: { accountAt: now, secondStepAt: now } },
    "never_signed_in",
  ],
  [
    "sent_again",
    "tell",
    add(sent, happens(seen("invitation.requested_again", ago(0, 5), null, { answer: "sent" }))),
    { moments: { openedAt: now } },
    "opened",
  ],
  ["ends_soon", "resend", add(sent, { moments: { expiresAt: ago(-1) } }), resent, "queued"],
  [
    "opened",
    "tell",
    add(sent, { moments: { openedAt: ago(1) } }),
    { moments: { accountAt: now } },
    "second_step_never_tried",
  ],
  ["shared_mailbox", "tell", add(sent, { email: "info@linde.nl" }), { moments: { openedAt: now } }, "opened"],
  [
    "unopened",
    "tell",
    add(sent, { moments: { deliveredAt: ago(4) } }),
    { moments: { openedAt: now } },
    "opened",
  ],
  [
    "delivered",
    "resend",
    add(sent, { moments: { deliveredAt: ago(1) } }),
    { moments: { openedAt: now } },
    "opened",
  ],
  ["handed_over", "resend", sent, { moments: { openedAt: now } }, "opened"],
  ["password_off", "tell", add(active, wrongPasswords(100, 60)), newPassword, "active"],
  ["password_locked", "tell", add(active, wrongPasswords(15)), newPassword, "active"],
  ["password_wrong", "tell", add(active, wrongPasswords(4)), rightPassword, "active"],
  [
    "codes_used_up",
    "tell",
    add(active, happens(...times(10, (n) => seen("sign_in.code_wrong", ago(0, n), "wrong")))),
    comesIn,
    "active",
  ],
  [
    "clock_off",
    "tell",
    add(started, happens(clock(-150), clock(-150), clock(-150))),
    reachesStep,
    "never_signed_in",
  ],
  [
    "clock_off",
    "tell",
    add(active, happens(seen("sign_in.code_wrong", ago(1), "earlier", { seconds: -150 }))),
    comesIn,
    "active",
  ],
  [
    "old_entry",
    "tell",
    add(started, happens(seen("factor.code_refused", ago(1), "old_entry"))),
    reachesStep,
    "never_signed_in",
  ],
  [
    "old_entry",
    "tell",
    add(active, happens(seen("sign_in.code_wrong", ago(1), "old_key"))),
    comesIn,
    "active",
  ],
  [
    "codes_wrong",
    "tell",
    add(started, happens(seen("factor.code_refused", ago(1), "wrong"))),
    reachesStep,
    "never_signed_in",
  ],
  [
    "codes_wrong",
    "tell",
    add(active, happens(...times(3, (n) => seen("sign_in.code_wrong", ago(1, n), "wrong")))),
    comesIn,
    "active",
  ],
  ["signed_out", "tell", add(active, happens(byInsider(seen("session.ended", ago(1))))), comesIn, "active"],
  [
    "second_step_late",
    "tell",
    add(active, { factorSince: null, secondStepDueAt: ago(1) }),
    reachesStep,
    "active",
  ],
  [
    "second_step_soon",
    "tell",
    add(active, { factorSince: null, secondStepDueAt: ago(-3) }),
    reachesStep,
    "active",
  ],
  ["second_step_never_tried", "remind", started, reachesStep, "never_signed_in"],
  ["never_signed_in", "tell", hasStep, { moments: { activeAt: now } }, "active"],
  [
    "no_new_phone",
    "tell",
    add(
      active,
      happens(
        seen("sign_in.completed", ago(1), null, { proofs: ["password", "backup_code"] }),
        seen("backup_code.used", ago(1, 1)),
      ),
    ),
    happens(seen("factor.replaced", now)),
    "active",
  ],
  ["no_backup_codes", "tell", add(active, { backupCodesLeft: 0 }), { backupCodesLeft: 10 }, "active"],
  ["long_not_seen", "tell", add(active, { lastSeenAt: ago(90) }), { lastSeenAt: now }, "active"],
  ["active", "none", active, { moments: { leftAt: now } }, "left"],
];

describe("the verdict on a prepared state", () => {
  test.each(cases)(
    "F1 S18 S19 S20 %s: next is %s, and what mends it changes it",
    (code, next, state, mending, after) => {
      expect(verdictOf(factsOf(state), now)).toMatchObject({ code, next });
      expect(verdictOf(factsOf(add(state, mending)), now).code).toBe(after);
    },
  );

  test("F1 every rule has a prepared state, and there are 25 or more", () => {
    expect(new Set(cases.map(([code]) => code))).toEqual(new Set(rules.map(({ code }) => code)));
    expect(new Set(cases.map(([code]) => code)).size).toBeGreaterThanOrEqual(25);
  });

  test("F1 every verdict has its evidence with a moment, and its words in both languages", () => {
    for (const [code, next, state] of cases) {
      const { evidence } = verdictOf(factsOf(state), now);
      expect([code, evidence[0]?.at instanceof Date]).toEqual([code, true]);
      for (const { verdicts } of [en, nl])
        expect([
          code,
          code in verdicts.says,
          code in verdicts.why,
          code in verdicts.forPerson,
          next === "none" || next in verdicts.next,
        ]).toEqual([code, true, true, true, true]);
    }
  });
});

describe("what a verdict measures", () => {
  test("F7 a clock that is behind by so much, over so many codes", () => {
    const verdict = verdictOf(factsOf(add(started, happens(clock(-150), clock(-120)))), now);
    expect(verdict.values).toEqual({ minutes: 3, way: "behind" });
    expect(verdict.evidence).toEqual([{ what: "factor.code_refused", at: ago(1), times: 2 }]);
    expect(verdictOf(factsOf(add(started, happens(clock(120)))), now).values).toEqual({
      minutes: 2,
      way: "ahead",
    });
  });

  test("F1 a domain that is one letter off is no typo where the mailbox is only full", () => {
    const full = verdictOf(factsOf(bounced("mailbox_full", "anna@lindee.nl")), now);
    expect(full.code).toBe("bounced_full");
  });

  test("F7 one code that was a minute late is no clock", () => {
    const late = happens(seen("sign_in.code_wrong", ago(1), "earlier", { seconds: -60 }));
    expect(verdictOf(factsOf(add(active, late)), now).code).toBe("active");
    expect(verdictOf(factsOf(add(add(active, late), late)), now).code).toBe("clock_off");
  });

  test("until when a password waits: five are free, then the wait doubles up to a quarter of an hour", () => {
    const untilAfter = (count: number) =>
      verdictOf(factsOf(add(active, wrongPasswords(count))), now).values.until;
    expect(untilAfter(4)).toBeUndefined();
    expect(untilAfter(11)).toEqual(new Date(now.getTime() + 64_000));
    expect(untilAfter(50)).toEqual(new Date(now.getTime() + 900_000));
  });

  test("until when codes wait: an hour from the first of ten", () => {
    const ten = happens(...times(10, (n) => seen("sign_in.code_wrong", ago(0, n), "wrong")));
    expect(verdictOf(factsOf(add(active, ten)), now).values.until).toEqual(ago(0, 9 - 60));
  });

  test("another tenant's administrator who signs somebody out is not spoken of", () => {
    const elsewhere = happens(seen("session.ended", ago(1), null, { why: "by_administrator" }));
    expect(verdictOf(factsOf(add(active, elsewhere)), now).code).toBe("active");
  });
});

describe("H27 a move that was taken back", () => {
  const of = (state: State) => verdictOf(factsOf(state), now);

  test("says who undid it, when and why", () => {
    expect(of(moveUndone)).toMatchObject({
      values: { by: "Marga", why: "wrong_mailbox" },
      evidence: [{ what: "legacy.reverted", at: ago(1) }],
    });
  });

  test("says which wave was rolled back, by whom and when", () => {
    expect(of(rolledBack)).toMatchObject({
      values: { by: "Marga", wave: 3 },
      evidence: [{ what: "invitation.withdrawn", at: ago(1) }],
    });
  });

  test("is not spoken of once an invitation made since was taken back by hand or declined", () => {
    for (const state of [moveUndone, rolledBack]) {
      expect(of(add(state, takenBack(now, { number: "INV-2" }))).code).toBe("withdrawn");
      expect(of(add(state, { withdrawnAt: null, declinedAt: now })).code).toBe("wrong_mailbox");
    }
  });
});

describe("the domain that was meant", () => {
  test.each([
    ["anna@lindenl", "linde.nl"],
    ["anna@lnide.nl", "linde.nl"],
    ["anna@linde.n", "linde.nl"],
    ["anna@lindee.nl", "linde.nl"],
    ["anna@gmial.com", "gmail.com"],
    ["anna@hotmail.con", "hotmail.com"],
    ["anna@linde.nl", null],
    ["anna@live.nl", null],
    ["anna@hotmail.nl", null],
    ["anna@elsewhere.nl", null],
    [null, null],
  ])("%s: %s", (email, domain) => expect(nearDomain(email, ["linde.nl"])).toBe(domain));
});
