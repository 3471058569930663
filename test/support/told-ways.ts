import type { Way, Ways } from '#model';
import { exposedText, portsText } from '#report/ways';

/** Ways in as lines: `10.0.0.0/8 > TCP 22 > nodes web by the rule ssh: no`, and the reason why there may be more. */
export const toldWays = ({ ways, unread }: Ways): readonly string[] => [
  ...ways.map(told),
  ...(unread ? [`unknown: ${unread.reason}`] : []),
];

const told = ({ from, internet, to, through, ...way }: Way): string =>
  `${from.join(', ')}${internet ? ' (internet)' : ''} > ${portsText(way)} > ${to} by ${through}: ${exposedText(way)}`;
