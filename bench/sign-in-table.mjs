import { goal, ms, row, times } from "./cells.mjs";
import { median, overRounds, ratio } from "./numbers.mjs";

/** What a sign-in costs beside the verification of its password. */
export function signInLines(rounds) {
  const of = (name) => rounds.map((round) => round[name]);
  const bare = of("bare");
  const line = (name, key, most) => {
    const own = overRounds(of(key));
    const cpu = ratio(of(key), bare, "cpu");
    return row(
      name,
      ms(own.cpu),
      times(cpu),
      own.perSecond.toFixed(0),
      times(ratio(of(key), bare, "perSecond")),
      ms(own.databaseCpu ?? 0),
      most ? goal(cpu, most) : "",
    );
  };
  const total = median(rounds.map(({ bare: one, crowded, code }) => (crowded.cpu + code.cpu) / one.cpu));
  return [
    row(
      "act",
      "CPU ms",
      "of one verification",
      "per s",
      "of verifications alone",
      "CPU ms of Postgres",
      "goal",
    ),
    row("---", "--:", "--:", "--:", "--:", "--:", "---"),
    line("argon2id verification, 8 at once", "bare"),
    line("password and session, 8 connections (goal ≤ 1.35×; ≥ 0.65×)", "crowded", 1.35),
    line("password and session, alone", "alone"),
    line("the code after it, 8 connections", "code"),
    row("password and code in all (goal ≤ 1.5×)", "", times(total), "", "", "", goal(total, 1.5)),
  ];
}
