"use client";

import { Fragment, type ReactNode } from "react";
import { Field } from "@/components/field";
import { TenantForm } from "@/components/tenant-form";
import type { NextAction } from "@/lib/verdicts/verdict";
import { correctAddress, makeCode, resend, withdraw } from "../actions";

type ActionWords = {
  resend: string;
  change: string;
  undo: string;
  newAddress: string;
  newAddressHint: string;
  changeSend: string;
  code: string;
  codeWhat: string;
  withdraw: string;
  withdrawWhat: string;
  withdrawYes: string;
};

type Props = {
  personId: string;
  words: ActionWords;
  first: NextAction;
  /** The address that was probably meant, or nothing. */
  meant: string;
  mayLead: boolean;
  takesCode: boolean;
};
type Part = Pick<Props, "personId" | "words" | "first">;
type ChangePart = Part & Pick<Props, "meant">;

const lookOf = (isFirst: boolean) => (isFirst ? "primary" : "secondary");

function ChangeAddress({ personId, words, first, meant }: ChangePart) {
  const isFirst = first === "change_address";
  return (
    <details className="disclosure" open={isFirst}>
      <summary>{words.change}</summary>
      <div id="address">
        <TenantForm
          action={correctAddress}
          hidden={{ personId }}
          submit={words.changeSend}
          look={lookOf(isFirst)}
        >
          <Field
            name="email"
            type="email"
            label={words.newAddress}
            hint={words.newAddressHint}
            defaultValue={meant}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        </TenantForm>
      </div>
    </details>
  );
}

/** The page says it once; read aloud, it goes with the link. */
function ActivationCode({ personId, words }: Pick<Props, "personId" | "words">) {
  return (
    <div className="once-told stack-8">
      <p className="hint">{words.codeWhat}</p>
      <TenantForm action={makeCode} hidden={{ personId }} submit={words.code} look="secondary" />
    </div>
  );
}

function Withdraw({ personId, words, first }: Part) {
  // As long as no mail has left there is nothing to explain.
  if (first === "undo") return <TenantForm action={withdraw} hidden={{ personId }} submit={words.undo} />;
  return (
    <details className="disclosure">
      <summary>{words.withdraw}</summary>
      <div className="stack-8">
        <p>{words.withdrawWhat}</p>
        <TenantForm action={withdraw} hidden={{ personId }} submit={words.withdrawYes} look="danger" />
      </div>
    </details>
  );
}

const order = ["resend", "change_address", "undo"] as const;
const leading: readonly NextAction[] = ["resend", "change_address"];

/** What can be done with an invitation that is out; what helps most comes first, then what is given. */
export function PersonActions({ children, ...props }: Props & { children: ReactNode }) {
  const { personId, words, first, meant, mayLead, takesCode } = props;
  const look = lookOf(first === "resend");
  // Keys, so that the form keeps what it tells when its place changes.
  const forms = {
    resend: (
      <TenantForm key="resend" action={resend} hidden={{ personId }} submit={words.resend} look={look} />
    ),
    change_address: (
      <ChangeAddress key="change" personId={personId} words={words} first={first} meant={meant} />
    ),
    undo: <Withdraw key="withdraw" personId={personId} words={words} first={first} />,
  };
  const given = order.filter((one) => mayLead || !leading.includes(one));
  return [
    ...given.filter((one) => one === first).map((one) => forms[one]),
    <Fragment key="given">{children}</Fragment>,
    ...given.filter((one) => one !== first).map((one) => forms[one]),
    mayLead && takesCode ? <ActivationCode key="code" personId={personId} words={words} /> : null,
  ];
}
