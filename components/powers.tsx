import { Glyph } from "./glyph";

/** What roles with power over others allow, one by one. */
export const Powers = ({ powers }: { powers: readonly string[] }) => (
  <ul className="list is-tight">
    {powers.map((power) => (
      <li key={power}>
        <Glyph name="check" size={18} />
        {power}
      </li>
    ))}
  </ul>
);
