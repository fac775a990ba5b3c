"use client";

import { Field } from "@/components/field";
import { TenantForm } from "@/components/tenant-form";
import { correctAddress, resend, withdraw } from "../actions";

export type ActionWords = {
  resend: string;
  change: string;
  newAddress: string;
  newAddressHint: string;
  changeSend: string;
  withdraw: string;
  withdrawWhat: string;
  withdrawYes: string;
};

type Props = { personId: string; words: ActionWords; isBounced: boolean };

/** What can be done with an invitation that is out. */
export function PersonActions({ personId, words, isBounced }: Props) {
  const hidden = { personId };
  return (
    <>
      <TenantForm
        action={resend}
        hidden={hidden}
        submit={words.resend}
        look={isBounced ? "secondary" : "primary"}
      />
      <details className="disclosure" open={isBounced}>
        <summary>{words.change}</summary>
        <div id="address">
          <TenantForm
            action={correctAddress}
            hidden={hidden}
            submit={words.changeSend}
            look={isBounced ? "primary" : "secondary"}
          >
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
      <details className="disclosure">
        <summary>{words.withdraw}</summary>
        <div className="stack-8">
          <p>{words.withdrawWhat}</p>
          <TenantForm action={withdraw} hidden={hidden} submit={words.withdrawYes} look="danger" />
        </div>
      </details>
    </>
  );
}
