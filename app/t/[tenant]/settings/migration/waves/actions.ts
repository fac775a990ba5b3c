"use server";

import { makeWave, WaveDraft } from "@/lib/migration/make-wave";
import {
  cancelWave,
  pauseWave,
  resumeWave,
  retryWave,
  rollBackWave,
  startWaveNow,
} from "@/lib/migration/steer-wave";
import { WaveTarget } from "@/lib/migration/waves";
import { tenantAction } from "@/lib/web/tenant-action";
import { migrationLinks } from "../migration-links";

export const begin = tenantAction({
  permission: "migration.run",
  input: WaveDraft,
  run: (tx, draft) => makeWave(tx, draft),
  next: (waveId, tenant) => migrationLinks(tenant).wave(waveId),
});

export const startNow = tenantAction({ permission: "migration.run", input: WaveTarget, run: startWaveNow });

export const pause = tenantAction({ permission: "migration.run", input: WaveTarget, run: pauseWave });

export const resume = tenantAction({ permission: "migration.run", input: WaveTarget, run: resumeWave });

export const cancel = tenantAction({ permission: "migration.run", input: WaveTarget, run: cancelWave });

export const retry = tenantAction({ permission: "migration.run", input: WaveTarget, run: retryWave });

export const rollBack = tenantAction({
  permission: "migration.run",
  input: WaveTarget,
  run: rollBackWave,
  next: (_, tenant, { waveId }) => migrationLinks(tenant).wave(waveId),
});
