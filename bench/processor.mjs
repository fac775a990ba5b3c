import { existsSync, readdirSync, readFileSync } from "node:fs";

const NANOSECONDS = 1e6;

/** Milliseconds of processor time that a process has had so far; 0 where the system does not tell (not Linux). */
export function processorTime(pid) {
  const folder = `/proc/${pid}/task`;
  if (!existsSync(folder)) return 0;
  return readdirSync(folder).reduce((sum, task) => {
    try {
      return sum + Number(readFileSync(`${folder}/${task}/schedstat`, "utf8").split(" ")[0]) / NANOSECONDS;
    } catch {
      return sum; // ended meanwhile
    }
  }, 0);
}

function childrenOf(pid) {
  if (!existsSync("/proc")) return [];
  return readdirSync("/proc").filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return readFileSync(`/proc/${name}/stat`, "utf8").split(") ")[1]?.split(" ")[1] === String(pid);
    } catch {
      return false;
    }
  });
}

/** The same for a PostgreSQL server with all its backends. */
export const processorTimeOfServer = (pid) =>
  [pid, ...childrenOf(pid)].reduce((sum, one) => sum + processorTime(one), 0);
