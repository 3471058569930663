import type { Act, FindingView } from '../../views.ts';
import type { Layout } from '../blocks.ts';

/** The controls of a card by its state; which of them may be used, the view says. */
export function controlsOf(view: FindingView): Layout {
  const urls = { console: view.members[0]?.url ?? view.cluster?.url };
  const layout = layouts[view.state];
  if (!view.may.includes('propose-all')) return { ...layout, urls, snoozeAtMost: view.snoozeAtMost };
  const row = layout.row.map((act) => (act === 'propose' ? 'propose-all' : act));
  const says = { 'propose-all': `Propose fix for all ${view.counts.open}…` };
  const primary = layout.primary && { primary: 'propose-all' as const };
  return { ...layout, row, ...primary, says, urls, snoozeAtMost: view.snoozeAtMost };
}

const about: readonly Act[] = ['assign', 'explain', 'evidence', 'copy-fix', 'wrong', 'console'];

const layouts: Readonly<Record<FindingView['state'], Layout>> = {
  announced: { row: ['explain', 'console'], menu: ['evidence', 'assign', 'wrong'] },
  open: { row: ['propose', 'snooze', 'accept-risk'], primary: 'propose', menu: about },
  snoozed: { row: ['unsnooze', 'propose', 'accept-risk'], menu: about },
  waived: { row: ['renew-waiver'], menu: ['explain', 'history', 'console', 'evidence'] },
  resolved: { row: [], menu: ['history', 'reopen', 'explain', 'evidence'] },
  gone: { row: [], menu: ['history', 'explain'] },
  'no-longer-applies': { row: [], menu: ['history', 'explain', 'wrong'] },
  withdrawn: { row: [], menu: ['history', 'explain'] },
};
