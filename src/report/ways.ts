import type { AllWays, OpenWay, UnreadWays } from '#engine/ways';
import { forTerminalLine } from '#lib/escape/terminal';
import { allPorts, format, size, type Ports } from '#lib/ports';
import { plural, someOf } from '#lib/text';
import { isUnread } from '#rule';
import { restOf } from './rest.ts';
import { tableIn } from './stack.ts';

/** More sources than these say nothing to a person. */
const mostSources = 3;

/** `TCP/UDP 22, 2379-2380`. Ports that go by a name have no numbers. */
export const portsText = ({ protocols, ports }: Pick<OpenWay, 'protocols' | 'ports'>): string =>
  `${protocols.map((it) => it.toUpperCase()).join('/')} ${numbersText(ports)}`.trimStart();

/** `22, 2379-2380`, `every port`, `named ports`. */
export const numbersText = (ports: Ports): string =>
  size(ports) === size(allPorts) ? 'every port' : format(ports) || 'named ports';

/** Whether sources outside of the network come that far: `yes`, `no`, or that nobody can say. */
export const exposedText = ({ exposed }: Pick<OpenWay, 'exposed'>): string => {
  if (isUnread(exposed)) return 'unknown';
  return exposed ? 'yes' : 'no';
};

/** Every way in as cells, nothing shortened; then what may open more. */
export const wayHead = ['FROM', 'PORTS', 'TO', 'THROUGH', 'EXPOSED', 'TARGET', 'ID'] as const;

export const wayCells = ({ ways, unread }: AllWays): readonly (readonly string[])[] => [
  ...ways.map((it) => [it.from.join(', '), portsText(it), it.to, it.through, exposedText(it), it.of.target, it.of.id]),
  ...unread.map((it) => ['unknown', '', whatOf(it), it.why.message, 'unknown', it.of.target, it.of.id]),
];

/** What the page of all ways in says. */
export interface WaysPage extends AllWays {
  readonly width: number;
  /** How many rows of each table are shown. */
  readonly most: number;
}

/** The ways in as a table, those of the internet first, then what may open more. */
export function waysPage({ ways, unread, width, most }: WaysPage): string {
  const columns = [
    { head: 'FROM', shrink: 'wrap' as const },
    { head: 'PORTS', shrink: 'wrap' as const },
    { head: 'TO', shrink: 'wrap' as const },
    { head: 'THROUGH', shrink: 'wrap' as const },
    { head: 'EXPOSED' },
  ];
  const unknowns = [
    { head: 'UNKNOWN', shrink: 'wrap' as const },
    { head: 'WHY', shrink: 'wrap' as const },
  ];
  const rows = ways
    .slice(0, most)
    .map((it) =>
      [someOf(it.from, mostSources), portsText(it), it.to, it.through, exposedText(it)].map(forTerminalLine),
    );
  const missed = unread.slice(0, most).map((it) => [whatOf(it), it.why.message].map(forTerminalLine));
  const lines = [
    ...(rows.length > 0 ? tableIn(columns, rows, width) : ['no way in is known']),
    ...restOf(ways.length, most, shownBy),
    ...(missed.length > 0 ? ['', ...tableIn(unknowns, missed, width)] : []),
    ...restOf(unread.length, most, shownBy),
  ];
  return `${lines.join('\n')}\n`;
}

/** `12 ways in, 3 of them for the internet; 2 unknown`. */
export function countWays({ ways, unread }: AllWays): string {
  const open = ways.filter(({ internet, exposed }) => internet && exposed !== false).length;
  const count = `${plural(ways.length, 'way')} in, ${open} of them from the internet`;
  return unread.length === 0 ? count : `${count}; unknown in ${plural(unread.length, 'place')}`;
}

const shownBy = '--wide, --plain or --json';

const whatOf = ({ of, types }: UnreadWays): string =>
  of.type === 'target' ? `${of.name}: ${types.join(', ')}` : `${of.type} ${of.name}`;
