import { compareText } from '#lib/text';
import type { FindingChangeKind, Instant, Severity } from '#model';
import type { Step } from './steps.ts';

/** What came to the open findings of a severity, and what left them: the beginning and all of it make the end. */
export interface Balance {
  readonly before: number;
  readonly opened: number;
  readonly reopened: number;
  /** Accepted ones that count again. */
  readonly unwaived: number;
  /** Came from another severity, less those that went to one. */
  readonly regraded: number;
  readonly resolved: number;
  readonly gone: number;
  readonly noLongerApplies: number;
  readonly waived: number;
  readonly after: number;
}

/** Counts the moves of all findings up to the end of a period; those before it make the beginning. */
export function balanceOf(
  steps: readonly Step[],
  severity: Severity,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Balance {
  const early = steps.filter(({ at }) => compareText(at, from) < 0);
  const own = steps.filter(({ at }) => compareText(at, from) >= 0 && compareText(at, to) <= 0);
  const came = own.filter(({ wasOpen, isOpen, finding }) => !wasOpen && isOpen && finding.severity === severity);
  const left = own.filter(({ wasOpen, isOpen, was }) => wasOpen && !isOpen && was === severity);
  const count = (of: readonly Step[], kind: FindingChangeKind): number => of.filter((it) => it.kind === kind).length;
  const [reopened, unwaived] = [count(came, 'reopened'), count(came, 'unwaived')];
  const [gone, noLongerApplies, waived] = [
    count(left, 'gone'),
    count(left, 'no-longer-applies'),
    count(left, 'waived'),
  ];
  const before = openIn(early, severity);
  return {
    ...{ before, opened: came.length - reopened - unwaived, reopened, unwaived },
    regraded: regradedIn(own, severity),
    ...{ resolved: left.length - gone - noLongerApplies - waived, gone, noLongerApplies, waived },
    after: before + came.length - left.length + regradedIn(own, severity),
  };
}

const openIn = (steps: readonly Step[], severity: Severity): number => {
  const came = steps.filter(({ wasOpen, isOpen, finding }) => !wasOpen && isOpen && finding.severity === severity);
  const left = steps.filter(({ wasOpen, isOpen, was }) => wasOpen && !isOpen && was === severity);
  return came.length - left.length + regradedIn(steps, severity);
};

const regradedIn = (steps: readonly Step[], severity: Severity): number =>
  steps
    .filter(({ wasOpen, isOpen, finding, was }) => wasOpen && isOpen && was !== finding.severity)
    .reduce((sum, { finding, was }) => sum + Number(finding.severity === severity) - Number(was === severity), 0);
