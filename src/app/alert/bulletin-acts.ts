import type { Act, View } from '../../notify/views.ts';

/** What may be done from a bulletin now. */
export function bulletinActs(view: View): readonly Act[] {
  switch (view.is) {
    case 'baseline':
      return ['routing-help'];
    case 'storm':
      return view.calm ? [] : ['mute-burst'];
    case 'coverage':
      return view.state === 'open' ? ['recheck', 'mute-gap'] : [];
    case 'waiver':
      return view.state === 'ending' ? ['renew-waiver', 'let-expire'] : [];
    case 'digest':
    case 'finding':
    case 'fix':
    case 'policy-changed':
    case 'ruleset':
    case 'scan-failed':
    case 'test':
      return [];
  }
}
