/** The form that all ticked people belong to, wherever they stand on the page. */
export const SELECTION = "selection";

/** Every box of a person on this page. */
export const boxesOf = (page: Document | Element) => [
  ...page.querySelectorAll<HTMLInputElement>(`input[name="id"][form="${SELECTION}"]`),
];

/** Says that boxes were ticked by a script, as the browser says it of a hand. */
export function tick(boxes: readonly HTMLInputElement[], isOn: boolean): void {
  for (const box of boxes) box.checked = isOn;
  boxes.at(-1)?.dispatchEvent(new Event("change", { bubbles: true }));
}
