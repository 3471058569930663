import { formatTime } from '#lib/time';
import type { FixState, FixView } from '../../views.ts';
import { code, joined, mrkdwn, prose, type Mrkdwn } from '../mrkdwn.ts';
import type { Room } from '../room.ts';
import { inCapitals, placeName, sentence, withoutStop } from '../words.ts';

/** What happened to the fix, in sentences that stand alone on a lock screen. */
export function fixText(view: FixView, room: Room): Mrkdwn {
  const { severity, target, cluster, does, approval, expires, proposedBy } = view;
  const where = prose(placeName(cluster, target), room.value);
  const what = prose(withoutStop(does), room.prose);
  if (view.state === 'proposed') {
    const by =
      approval &&
      ('by' in approval
        ? mrkdwn` Needs approval by ${prose(approval.by, 80)} until ${formatTime(expires)}.`
        : mrkdwn` Nobody may approve it.`);
    return mrkdwn`Fix proposed for ${where} (${inCapitals(severity)}): ${what}.${by} Proposed by ${proposedBy.name}.`;
  }
  return mrkdwn`${headOf(view).says} in ${where}: ${what}. ${prose(outcome(view), room.prose)}`;
}

/** The state as a sign and words, what it is about, and where. */
export function fixTitle(view: FixView, room: Room): Mrkdwn {
  const { does, cluster, target, severity } = view;
  const { sign, says } = headOf(view);
  const place = code(placeName(cluster, target), Math.min(room.value, 60));
  const what = prose(withoutStop(does), Math.min(room.prose, 150));
  return joined([mrkdwn`${{ mrkdwn: sign }} *${says}: ${what}*`, place, prose(inCapitals(severity))], '  ·  ');
}

/** What it will do to traffic, or how it ended. */
export const fixMain = (view: FixView, room: Room): Mrkdwn =>
  view.state === 'proposed' ? prose(sentence(view.effect), room.prose) : prose(outcome(view), room.prose);

interface Head {
  readonly sign: string;
  readonly says: string;
}

/** Nothing is called fixed whose finding nobody saw go. */
function headOf({ state, stillOpen, unsure }: FixView): Head {
  if (state !== 'succeeded' || stillOpen !== true) return heads[state];
  return { sign: ':warning:', says: unsure ? 'Fix made, and not verified' : 'Fix made, the finding is still open' };
}

const heads: Readonly<Record<FixState, Head>> = {
  proposed: { sign: ':wrench:', says: 'Fix proposed' },
  running: { sign: ':hourglass_flowing_sand:', says: 'Fix is running' },
  succeeded: { sign: ':white_check_mark:', says: 'Fixed' },
  failed: { sign: ':x:', says: 'Fix failed, nothing was changed' },
  'rolled-back': { sign: ':leftwards_arrow_with_hook:', says: 'Fix failed and was rolled back' },
  'partly-changed': { sign: ':rotating_light:', says: 'Fix failed half way' },
  undone: { sign: ':leftwards_arrow_with_hook:', says: 'Fix undone' },
  rejected: { sign: ':heavy_minus_sign:', says: 'Fix rejected' },
  expired: { sign: ':heavy_minus_sign:', says: 'Plan expired' },
  stale: { sign: ':heavy_minus_sign:', says: 'Plan is out of date' },
  stopped: { sign: ':heavy_minus_sign:', says: 'Fix stopped' },
};

/** How it stands now. Whether something is not as it was is said first. */
function outcome({ state, effect, stillOpen, unsure, step, lines }: FixView): string {
  const at = step ? ` at step ${step.at} of ${step.of}, ${step.name}` : '';
  switch (state) {
    case 'proposed':
      return sentence(effect);
    case 'running':
      return `${step ? `Step ${step.at} of ${step.of}: ${sentence(step.name)}` : 'It has begun.'} ${sentence(effect)}`;
    case 'succeeded': {
      const read = readAgain(lines);
      if (unsure) return `${read} Whether the finding is gone could not be verified: it stays open until it is read.`;
      return stillOpen ? `${read} The finding is still open: the fix stays, and something else is wrong too.` : read;
    }
    case 'failed':
      return `It failed${at}. Everything is as it was.`;
    case 'rolled-back':
      return `It failed${at}. What it had changed was put back, and the cloud was read again.`;
    case 'partly-changed':
      return `It failed${at}. Part of it is changed and could not be put back: somebody has to look now.`;
    case 'undone':
      return 'What stood before was put back. The finding is open again.';
    case 'rejected':
      return 'Nothing was changed. The finding stays open.';
    case 'expired':
      return 'Nobody approved it in time. Nothing was changed, and the finding stays open.';
    case 'stale':
      return 'What it was planned on has changed since. Nothing was changed: plan it again.';
    case 'stopped':
      return `Somebody stopped it${at}. What was changed before that stays.`;
  }
}

/** What the cloud showed afterwards. Of a value that was not kept nothing is said. */
function readAgain(all: FixView['lines']): string {
  if (all.some(({ after, readBack }) => readBack !== undefined && readBack !== after))
    return 'The cloud was read again and shows other values than planned.';
  return all.every(({ readBack }) => readBack !== undefined)
    ? 'The cloud was read again and shows the new values.'
    : 'The cloud was read again.';
}
