import { expect, test } from "vitest";
import { z } from "zod";
import { typedIn } from "./read-form";

const schema = z.strictObject({ email: z.string(), roles: z.array(z.string()) });

test.each([undefined, null, "a", 1, {}, [], new Map(), { keys: 1 }])(
  "%o in place of a form is an empty one",
  (posted) => {
    expect(typedIn(posted as unknown as FormData, schema)).toEqual({ roles: [] });
  },
);

test("a field called like a part of every object is a field too many", () => {
  const form = new FormData();
  for (const name of ["email", "__proto__", "constructor"]) form.set(name, "x");
  const typed = typedIn(form, schema);
  expect(Object.keys(typed).sort()).toEqual(["__proto__", "constructor", "email", "roles"]);
  expect(schema.safeParse(typed).success).toBe(false);
  expect(Object.getPrototypeOf(typed)).toBe(Object.prototype);
});
