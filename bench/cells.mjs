export const ms = (value) => value.toFixed(value < 10 ? 2 : 1);
export const times = (value) => `${value.toFixed(2)}×`;
export const row = (...cells) => `| ${cells.join(" | ")} |`;
export const goal = (value, most) => (value <= most ? "met" : "not met");
