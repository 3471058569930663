import { deadlineOf } from '#engine/deadline';
import { shortHash } from '#lib/hash';
import type { Clock, Memory, ScheduledReport } from '#model';
import type { ReportView } from '#notify/views';
import type { Report } from '#report/model';
import { keepBulletin } from '../alert/bulletins/bulletins.ts';
import { folderOf } from '../config/reports.ts';
import type { Live } from '../policy/live.ts';

/** Where who is told of a report finds it. */
export interface Lies {
  /** As whoever may read there calls it. */
  readonly place: string;
  readonly files: readonly string[];
}

/** What came of telling a channel: it hears of it, nobody was to be told, or the policy names no channel at all. */
export type Told = 'told' | 'nobody' | 'no-slack';

/**
 * Keeps one message for the channel that a report is delivered to, for whoever tells people: counts and where it lies. Said
 * once more of the same report it stays one message.
 */
export async function tellOfReport(
  entry: ScheduledReport,
  { report, lies }: { readonly report: Report; readonly lies: Lies },
  { memory, clock, live }: { readonly memory: Memory; readonly clock: Clock; readonly live: Live },
): Promise<Told> {
  const channel = entry.deliver?.slack;
  if (channel === undefined) return 'nobody';
  const at = new Date(clock.now()).toISOString();
  const { policy } = await live(at);
  if (!policy.notify?.slack) return 'no-slack';
  const id = `n-report-${shortHash(`${channel} ${lies.place}`, 10)}`;
  await keepBulletin({ desk: { memory }, at }, { id, channel, says: saysOf(entry, report, lies) });
  return 'told';
}

type Says = Omit<ReportView, 'id' | 'render' | 'style' | 'may'>;

function saysOf(entry: ScheduledReport, { scan, open, incomplete, frameworks, deadlines }: Report, lies: Lies): Says {
  const page = frameworks.find(({ id }) => id === entry.framework);
  return {
    ...{ is: 'report', name: folderOf(entry), every: entry.every, run: scan.id, at: scan.finishedAt },
    ...{ open, coverage: scan.coverage, incomplete, ...lies },
    ...(deadlines && {
      overdue: scan.findings.filter((it) => deadlineOf(it, deadlines.sla, deadlines.at)?.overdue).length,
    }),
    ...(page && {
      framework: {
        ...{ title: `${page.title} ${page.edition}`, notMet: page.counts['not met'], waived: page.counts.waived },
        ...{ notAssessed: page.counts['not assessed'], met: page.counts.met, manual: page.counts.manual },
      },
    }),
  };
}
