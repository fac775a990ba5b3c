export const DENSITY_FORM = "density";

type Props = { isCompact: boolean; returnTo: string };

/** Remembered on this device; the button stands beside the filters. */
export function Density({ isCompact, returnTo }: Props) {
  return (
    <form id={DENSITY_FORM} action="/look" method="post" hidden>
      <input type="hidden" name="density" value={isCompact ? "comfortable" : "compact"} />
      <input type="hidden" name="return" value={returnTo} />
    </form>
  );
}
