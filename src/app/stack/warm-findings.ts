import { parseInstant } from '#lib/time';
import type { Clock, Finding } from '#model';
import type { Lease } from '#store/lease';

/** Findings by their ids, as they were last written. */
export type Findings = Map<string, Finding>;

/** The findings as a process left them that goes on living. */
export interface WarmFindings {
  /**
   * What stands, where nobody else has held the right to judge since this process kept it; undefined where anybody has, or
   * may still be writing. It is given once: whoever has it keeps it again when all is written.
   */
  take(lease: Lease): Findings | undefined;
  /** Keeps what stands when the right is let go of. */
  keep(lease: Lease, findings: Findings): void;
}

/** A write of one that died or failed may arrive this late, in milliseconds, by clocks that are a minute apart. */
const doubt = 300_000;

export function warmFindings(clock: Pick<Clock, 'now'>): WarmFindings {
  let kept: { readonly fence: number; readonly findings: Findings } | undefined;
  const isDoubted = ({ doubtful }: Lease): boolean =>
    doubtful !== undefined && clock.now() < (parseInstant(doubtful) ?? 0) + doubt;
  return {
    take(lease) {
      const was = kept;
      kept = undefined;
      return was?.fence === lease.fence - 1 && !isDoubted(lease) ? was.findings : undefined;
    },
    keep(lease, findings) {
      if (!isDoubted(lease)) kept = { fence: lease.fence, findings };
    },
  };
}
