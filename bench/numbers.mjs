export const quantile = (values, share) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
};

export const median = (values) => quantile(values, 0.5);

/** The median over the rounds of each figure. */
export function overRounds(rounds) {
  const names = Object.keys(rounds[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, median(rounds.map((round) => round[name]))]));
}

/** The median over the rounds of a ratio taken within each round, so that a slow moment weighs on both sides. */
export const ratio = (over, under, name) =>
  median(over.map((round, index) => round[name] / under[index][name]));
