"use client";

import { useParams } from "next/navigation";
import { Form, type FormProps } from "./form";

/** A form of a tenant's page: adds the tenant from the address. */
export function TenantForm({ hidden, ...form }: FormProps) {
  const { tenant } = useParams<{ tenant: string }>();
  return <Form {...form} hidden={{ ...hidden, tenant }} />;
}
