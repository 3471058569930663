import type { Report } from '#report/model';
import { plural } from '#lib/text';
import { isAsGrave, type Severity } from '#model';
import { isNew, type Baseline } from './baseline.ts';

/** What a scan is held to. */
export interface Gate {
  readonly failOn?: Severity | 'none' | undefined;
  /** In percent. */
  readonly failCoverageBelow?: number | undefined;
  readonly allowIncomplete?: boolean | undefined;
  /** Clouds that were asked for by name and have no credentials here. */
  readonly withoutCredentials?: readonly string[] | undefined;
  /** Only what is new since then counts. */
  readonly known?: Baseline | undefined;
}

/** How a command ends, and why: the reason is its last line on standard error. */
export interface Exit {
  readonly code: 0 | 2 | 3 | 4 | 130;
  readonly why: string;
}

/** Judges a scan by its gate. When several reasons apply: 130, 2, 4, 3. */
export function exitOf({ scan, unreadTargets }: Report, gate: Gate): Exit {
  if (scan.interrupted) return { code: 130, why: 'interrupted, the result is partial' };
  if (scan.targets.length === 0 || unreadTargets === scan.targets.length) {
    return { code: 2, why: 'nothing could be read' };
  }
  const { withoutCredentials = [] } = gate;
  if (withoutCredentials.length > 0) {
    return { code: 2, why: `${withoutCredentials.join(', ')} asked for by name, and no credentials were found` };
  }
  return coverageExit(scan, gate) ?? findingsExit(scan, gate) ?? passed(gate);
}

const hasGate = ({ failOn, failCoverageBelow }: Gate): boolean =>
  (failOn !== undefined && failOn !== 'none') || failCoverageBelow !== undefined;

function coverageExit({ targets, coverage }: Report['scan'], gate: Gate): Exit | undefined {
  if (!hasGate(gate)) return undefined;
  const unread = targets.filter(({ state }) => state !== 'done');
  if (unread.length > 0 && !gate.allowIncomplete) {
    const names = unread.map(({ id, state }) => `${id} is ${state}`).slice(0, 3);
    return { code: 4, why: `${names.join(', ')} (use --allow-incomplete to accept that)` };
  }
  // Coverage is rounded down already; 0.29 * 100 is a little less than 29.
  const percent = Math.round(coverage * 100);
  if (gate.failCoverageBelow === undefined || percent >= gate.failCoverageBelow) return undefined;
  return { code: 4, why: `coverage is ${percent} %, below ${gate.failCoverageBelow} %` };
}

function findingsExit({ findings }: Report['scan'], { failOn, known }: Gate): Exit | undefined {
  if (failOn === undefined || failOn === 'none') return undefined;
  const grave = findings
    .filter(({ status, severity }) => status === 'open' && isAsGrave(severity, failOn))
    .filter((finding) => known === undefined || isNew(finding, known));
  if (grave.length === 0) return undefined;
  const what = plural(grave.length, known === undefined ? 'finding' : 'new finding');
  return { code: 3, why: `${what} at or above ${failOn} (use --fail-on none to report only)` };
}

const passed = (gate: Gate): Exit =>
  hasGate(gate) ? { code: 0, why: 'the gate is passed' } : { code: 0, why: 'no gate set (use --fail-on high in CI)' };
