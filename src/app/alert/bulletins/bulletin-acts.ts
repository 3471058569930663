import type { Act, View, WaiverState } from '#notify/views';

/** What may be done from a bulletin now. */
export function bulletinActs(view: View): readonly Act[] {
  switch (view.is) {
    case 'baseline':
      return [...(view.top.length > 0 && !view.posted ? (['post-top'] as const) : []), 'routing-help'];
    case 'storm':
      if (view.calm) return ['routing-help'];
      return [view.muted ? 'unmute' : 'mute-burst', 'routing-help'];
    case 'coverage':
      if (view.state === 'cured') return [];
      return ['recheck', view.muted ? 'unmute' : 'mute-gap', 'explain', 'routing-help'];
    case 'waiver':
      return onWaiver[view.state];
    case 'digest':
    case 'finding':
    case 'fix':
    case 'policy-changed':
    case 'report':
    case 'ruleset':
    case 'scan-failed':
    case 'test':
      return [];
  }
}

/** What can be put right, asked for once more, or looked at. */
const open: readonly Act[] = ['propose', 'renew-waiver', 'explain', 'evidence', 'history'];

const onWaiver: Readonly<Record<WaiverState, readonly Act[]>> = {
  requested: ['grant-waiver', 'deny-waiver', 'change-waiver', 'explain', 'evidence', 'history'],
  granted: ['explain', 'evidence', 'history'],
  denied: open,
  ending: [...open, 'let-expire'],
  ended: open,
  revoked: open,
};
