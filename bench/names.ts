export const firstNames =
  `Anna Bram Cato Daan Eva Fien Gijs Hanna Ilse Jan Karin Lars Mila Noor Omar Pim Quinten Roos Sem Tess
  Ugo Vera Wout Xandra Yara Zoë Aylin Boris Chloé Dirk Emre Fatima Guus Hugo Iris Joris Kaya Luuk Maud Niek`.split(
    /\s+/,
  );

const common =
  "de Vries|Jansen|van Dijk|Bakker|Visser|Smit|Meijer|Mulder|de Groot|Bos|Peters|Hendriks|Dekker|Brouwer|Koster";

/** One in 75 is called Tanaka (a common word to search); one in 2,500 Ramachandran (a rare one, see `fill`). */
export const lastNames = [
  "Tanaka",
  ...common
    .split("|")
    .flatMap((name) => [name, `${name}-Smits`, `${name}-Kok`, `${name}-Prins`, `${name}-Vos`])
    .slice(0, 74),
];
