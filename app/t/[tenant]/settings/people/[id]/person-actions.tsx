"use client";

import { Field } from "@/components/field";
import { TenantForm } from "@/components/tenant-form";
import { correctAddress, makeCode, resend, withdraw } from "../actions";

export type ActionWords = {
  resend: string;
  change: string;
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
  isBounced: boolean;
  mayLead: boolean;
  takesCode: boolean;
};

function ChangeAddress({ personId, words, isBounced }: Pick<Props, "personId" | "words" | "isBounced">) {
  const look = isBounced ? "primary" : "secondary";
  return (
    <details className="disclosure" open={isBounced}>
      <summary>{words.change}</summary>
      <div id="address">
        <TenantForm action={correctAddress} hidden={{ personId }} submit={words.changeSend} look={look}>
          <Field
            name="email"
            type="email"
            label={words.newAddress}
            hint={words.newAddressHint}
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

function Withdraw({ personId, words }: Pick<Props, "personId" | "words">) {
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

/** What can be done with an invitation that is out; what helps most comes first. */
export function PersonActions(props: Props) {
  const { personId, words, isBounced, mayLead, takesCode } = props;
  const look = isBounced ? "secondary" : "primary";
  // Keys, so that the form keeps what it tells when its place changes.
  const again = (
    <TenantForm key="resend" action={resend} hidden={{ personId }} submit={words.resend} look={look} />
  );
  const change = <ChangeAddress key="change" {...props} />;
  return (
    <div className="stack-8" style={{ width: "100%" }}>
      {mayLead && (isBounced ? [change, again] : [again, change])}
      {mayLead && takesCode && <ActivationCode personId={personId} words={words} />}
      <Withdraw personId={personId} words={words} />
    </div>
  );
}
