import { clip } from '#lib/text';
import { hostileStrings } from '../../support/hostile.ts';
import type { Figure, Options } from '../figures.ts';
import { packSinks } from './pack-sinks.ts';
import { reportSinks, type Sink } from './sinks.ts';
import { slackSinks } from './slack-sinks.ts';
import { workbookSink } from './workbook-sink.ts';

interface Read {
  readonly sink: string;
  readonly live: number;
  readonly examples: readonly string[];
}

/**
 * Hostile text in every field that somebody outside can write, for everything that is read by others. What a reader of
 * the format finds has to be what it finds of harmless text: no more and no less markup, no mention, formula or forged
 * line.
 */
export function s2({ say }: Options): Figure {
  const strings = hostileStrings();
  const results = [...reportSinks, workbookSink, ...packSinks, ...slackSinks].map((sink) => {
    say(`S2 ${sink.name}`);
    return readBack(sink, strings);
  });
  const live = results.reduce((sum, it) => sum + it.live, 0);
  const slack = results.filter(({ sink }) => sink.startsWith('Slack'));
  const sum = (of: readonly Read[]): number => of.reduce((all, it) => all + it.live, 0);
  return {
    id: 'S2',
    counts: { strings: strings.length, sinks: results.length, cases: strings.length * results.length, live },
    table: [
      ['sink', 'strings', 'live'],
      ...results.filter(({ sink }) => !sink.startsWith('Slack')).map((it) => [it.sink, strings.length, it.live]),
      [`Slack (${slack.length} messages and forms)`, strings.length * slack.length, sum(slack)],
    ],
    notes: [...results.flatMap(({ sink, examples }) => examples.map((it) => `${sink}: ${clip(it, 120)}`))],
    missed: [
      ...(live > 0 ? [`${live} live`] : []),
      ...(strings.length < 500 ? [`only ${strings.length} strings`] : []),
    ],
  };
}

function readBack(sink: Sink, strings: readonly string[]): Read {
  const own = sink.structure(sink.write('harmless')).join(' ');
  const bad = strings.filter((text) => {
    const output = sink.write(text);
    return (sink.alive?.(output) ?? 0) > 0 || structureOf(sink, output) !== own;
  });
  return { sink: sink.name, live: bad.length, examples: bad.slice(0, 3).map((it) => JSON.stringify(it)) };
}

/** Output that is no such format any more was broken out of. */
function structureOf(sink: Sink, output: string): string {
  try {
    return sink.structure(output).join(' ');
  } catch (error) {
    return String(error);
  }
}
