import { forTerminalLine } from '#lib/escape/terminal';
import { someOf } from '#lib/text';
import type { Packages, RunningImage, RunningPackage } from '#model';
import { restOf } from './rest.ts';
import { tableIn } from './stack.ts';

/** Every package as cells, nothing shortened; then the images whose packages nobody lists. */
export const packageHead = [
  'PACKAGE',
  'VERSION',
  'ECOSYSTEM',
  'FLAWS',
  'IMAGE',
  'RUNS IT',
  'TARGET',
  'SAID BY',
] as const;

export const packageCells = ({ packages, unlisted }: Packages): readonly (readonly string[])[] => [
  ...packages.map(({ name, version, ecosystem, flaws, image, by }) => [
    ...[name, version, ecosystem, flaws.join(', '), image.reference],
    ...[image.workloads.join(', '), image.target, by.join(', ')],
  ]),
  ...unlisted.map((it) => ['unknown', '', '', '', it.reference, it.workloads.join(', '), it.target, it.why]),
];

/** What the page of packages says. */
export interface PackagesPage extends Packages {
  readonly width: number;
  /** How many rows of each table are shown. */
  readonly most: number;
}

/** The packages as a table, those with a known flaw first, then the images whose packages nobody lists. */
export function packagesPage({ packages, unlisted, width, most }: PackagesPage): string {
  const columns = [
    { head: 'PACKAGE', shrink: 'middle' as const },
    { head: 'VERSION', shrink: 'middle' as const },
    { head: 'FLAWS', shrink: 'wrap' as const },
    { head: 'IMAGE', shrink: 'middle' as const },
    { head: 'RUNS IT', shrink: 'wrap' as const },
  ];
  const unknowns = [
    { head: 'UNKNOWN', shrink: 'middle' as const },
    { head: 'RUNS IT', shrink: 'wrap' as const },
    { head: 'WHY', shrink: 'wrap' as const },
  ];
  const isFlawed = ({ flaws }: RunningPackage): boolean => flaws.length > 0;
  const sorted = [...packages.filter(isFlawed), ...packages.filter((it) => !isFlawed(it))];
  const rows = sorted
    .slice(0, most)
    .map((it) => [it.name, it.version, it.flaws.join(', '), it.image.reference, runsOf(it.image)].map(forTerminalLine));
  const missed = unlisted.slice(0, most).map((it) => [it.reference, runsOf(it), it.why].map(forTerminalLine));
  const lines = [
    ...(rows.length > 0 ? tableIn(columns, rows, width) : ['no package is known of what runs']),
    ...restOf(packages.length, most, shownBy),
    ...(missed.length > 0 ? ['', ...tableIn(unknowns, missed, width)] : []),
    ...restOf(unlisted.length, most, shownBy),
  ];
  return `${lines.join('\n')}\n`;
}

const runsOf = ({ workloads }: RunningImage): string => someOf(workloads, 2);

const shownBy = '--wide, --plain or --json';
