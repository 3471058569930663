import { isOpen } from '../diff.ts';
import type { Finding, Instant, Waiver, WaiverAsk, WaiverEnd, WaiverRecord, WaiverScope, WaiverStatus } from '#model';
import { runsAt } from './waive.ts';
import { isEnding, lastDays, standsAt } from './waiver-life.ts';
import { inFile } from './waiver-merge.ts';
import { covers, placeIn } from './waiver-scope.ts';

/** One line of the register of accepted risks. */
export interface Registered {
  readonly id: string;
  /** A waiver of the config file is approved by whoever merged it. */
  readonly origin: 'as code' | 'store';
  readonly rule: string;
  readonly scope: WaiverScope;
  readonly status: WaiverStatus;
  /** What is accepted, or what is asked for where nothing is. */
  readonly said: Pick<Waiver, 'owner' | 'reason' | 'control' | 'ticket' | 'until' | 'upTo'>;
  readonly requester?: string;
  readonly requestedAt?: Instant;
  readonly approver?: string;
  readonly approvedAt?: Instant;
  readonly ended?: WaiverEnd;
  /** A request to go on that waits beside what runs. */
  readonly renewal?: WaiverAsk;
  readonly renewals: number;
  /** Open findings that it hides; what it would hide while it waits. */
  readonly hidden: readonly Finding[];
  /** The waiver of the file that stands in its place. */
  readonly overruledBy?: string;
}

/** Everything that the register is made from. */
export interface RegisterInput {
  readonly file: readonly Waiver[];
  readonly stored: readonly WaiverRecord[];
  readonly findings: readonly Finding[];
  readonly at: Instant;
}

/** The register of accepted risks at an instant: the waivers of the file, then those of the store. */
export function registerOf({ file, stored, findings, at }: RegisterInput): readonly Registered[] {
  const open = findings.filter((it) => isOpen(it) && it.status !== 'announced');
  const byRule = Map.groupBy(open, ({ rule }) => rule);
  const hiddenBy: HiddenBy = (waiver) => (byRule.get(waiver.rule) ?? []).filter((it) => covers(waiver, it));
  return [
    ...file.map((it) => fromFile(it, runsAt(it, at) ? hiddenBy(it) : [], at)),
    ...stored.flatMap((it) => fromStore(it, inFile(it, file), hiddenBy, at)),
  ];
}

function fromFile(waiver: Waiver, hidden: readonly Finding[], at: Instant): Registered {
  const { id, rule, approver, ...rest } = waiver;
  const running = isEnding(waiver.until, at, lastDays) ? 'expiring' : 'active';
  return {
    ...{ id, rule, approver, hidden },
    ...{ origin: 'as code', scope: placeIn(rest), status: runsAt(waiver, at) ? running : 'expired' },
    ...{ said: termsOf(waiver), renewals: 0 },
  };
}

function fromStore(it: WaiverRecord, overruling: Waiver | undefined, hiddenBy: HiddenBy, at: Instant): Registered[] {
  const { id, rule, scope, asked, granted, ended, renewals } = it;
  const status = standsAt(it, at);
  const said = status === 'requested' ? asked : (granted ?? ended?.asked);
  if (!said) return [];
  const { requester, requestedAt } = said;
  const counts = !overruling && (status === 'active' || status === 'expiring' || status === 'requested');
  const approval = status === 'requested' ? undefined : granted;
  return [
    {
      ...{ id, rule, scope, status, said: termsOf(said), requester, requestedAt, renewals, origin: 'store' },
      ...(approval && { approver: approval.approver, approvedAt: approval.approvedAt }),
      ...(ended && { ended }),
      ...(asked && status !== 'requested' && { renewal: asked }),
      hidden: counts ? hiddenBy({ ...scope, ...termsOf(said), id, rule, approver: '' }) : [],
      ...(overruling && { overruledBy: overruling.id }),
    },
  ];
}

type HiddenBy = (waiver: Waiver) => readonly Finding[];

const termsOf = ({ owner, reason, control, ticket, until, upTo }: Registered['said']): Registered['said'] => ({
  ...{ owner, reason, until },
  ...(control !== undefined && { control }),
  ...(ticket !== undefined && { ticket }),
  ...(upTo !== undefined && { upTo }),
});
