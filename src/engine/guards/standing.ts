import { waive } from '../waivers/waive.ts';
import { stop, type Guard } from './check.ts';

/** What was accepted is never touched, and what does not fail needs nothing. */
export const standingGuard: Guard = ({ finding, policy, at }) => {
  // A waiver that was granted after the finding was last judged counts at once; that one has ended is for the judgement to say.
  const [now = finding] = finding.status === 'open' ? waive([finding], policy.waivers, at) : [];
  const { status, waiver } = now;
  if (status === 'open') return [];
  if (status === 'waived')
    return stop(`it is accepted by ${waiver?.id ?? 'a waiver'}: what is accepted is not touched`);
  if (status === 'announced') return stop('a change is under way that will open it: wait until it has been read');
  return stop(`the finding is ${status}: there is nothing to do`);
};
