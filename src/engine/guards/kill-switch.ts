import { formatTime } from '#lib/time';
import { stop, type Guard } from './check.ts';

/** Nothing is changed while somebody has switched remediation off. */
export const killSwitchGuard: Guard = ({ paused }) => {
  if (!paused) return [];
  const why = paused.why === undefined ? '' : ` (${paused.why})`;
  return stop(`${paused.by} paused remediation at ${formatTime(paused.at)}${why}: shoalwatch fix --resume`);
};
