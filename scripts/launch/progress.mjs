const seconds = (from) => `${((Date.now() - from) / 1000).toFixed(1)} s`;
const live = Boolean(process.stdout.isTTY) && !process.env.CI;
const QUIET_SECONDS = 15;

function ticker(label, startedAt) {
  if (live) return setInterval(() => process.stdout.write(`\r  ${label} … ${seconds(startedAt)} `), 200);
  return setInterval(
    () => console.log(`  … still busy: ${label} (${seconds(startedAt)})`),
    QUIET_SECONDS * 1000,
  );
}

/** Says what is being done, that it is still going on, and how long it took. */
export async function stage(label, work) {
  const startedAt = Date.now();
  if (!live) console.log(`▸ ${label}`);
  const tick = ticker(label, startedAt);
  const finish = (mark) => {
    clearInterval(tick);
    console.log(`${live ? "\r\u001b[K" : ""}${mark} ${label} (${seconds(startedAt)})`);
  };
  try {
    const result = await work();
    finish("✓");
    return result;
  } catch (error) {
    finish("✗");
    throw error;
  }
}

/** The same for work that speaks for itself. */
export async function loudStage(label, work) {
  const startedAt = Date.now();
  console.log(`▸ ${label}`);
  try {
    const result = await work();
    console.log(`✓ ${label} (${seconds(startedAt)})`);
    return result;
  } catch (error) {
    console.log(`✗ ${label} (${seconds(startedAt)})`);
    throw error;
  }
}
