import type { Progress } from '#app/collect-all';
import { forTerminalLine } from '#lib/escape/terminal';
import { plural } from '#lib/text';
import type { Reading } from '#model';
import type { Terminal } from './terminal.ts';

/** One plain line per target on standard error. */
export function progressOn(terminal: Terminal, now: () => number): Progress {
  const starts = new Map<string, number>();
  const say = (text: string): void => {
    if (!terminal.quiet) terminal.note(`  ${text}`);
  };
  return {
    skipped: (provider, why) => say(`${provider.padEnd(10)} skipped: ${forTerminalLine(why)}`),
    started: ({ id }) => void starts.set(id, now()),
    done: (reading) => {
      const seconds = ((now() - (starts.get(reading.target.id) ?? now())) / 1000).toFixed(1);
      say(lineOf(reading, `${seconds} s`, terminal.screen.unicode));
    },
  };
}

function lineOf({ target, resources, gaps }: Reading, time: string, unicode: boolean): string {
  const [first] = gaps;
  const name = `${target.provider.padEnd(10)} ${forTerminalLine(target.id)}`;
  if (!first) return `${name}   ${plural(resources.length, 'resource')}   ${unicode ? '✔' : 'ok'} ${time}`;
  const more = gaps.length > 1 ? ` and ${plural(gaps.length - 1, 'more gap')}` : '';
  const what = `${first.api} ${first.reason}${more}`;
  return `${name}   ${plural(resources.length, 'resource')}   ! ${forTerminalLine(what)} ${time}`;
}
