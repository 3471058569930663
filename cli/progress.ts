import type { Progress } from '#app/collect-all';
import { forTerminalLine } from '#lib/escape/terminal';
import { middle, plural } from '#lib/text';
import type { Provider, Reading } from '#model';
import type { Terminal } from './terminal.ts';

/** Progress that also remembers which clouds were left out. */
export interface Followed extends Progress {
  readonly left: Set<Provider>;
}

/** One plain line per target on standard error; on a terminal also what is being read now. */
export function progressOn(terminal: Terminal, now: () => number): Followed {
  const starts = new Map<string, number>();
  const left = new Set<Provider>();
  const reading = (): void => {
    const names = [...starts.keys()].map((id) => forTerminalLine(middle(id, longest)));
    terminal.status(names.length === 0 ? '' : `  reading ${names.join(', ')}`);
  };
  return {
    left,
    skipped: (provider, why) => {
      left.add(provider);
      terminal.note(`  ${provider.padEnd(10)} skipped: ${forTerminalLine(why)}`);
    },
    started: ({ id }) => {
      starts.set(id, now());
      reading();
    },
    done: (read) => {
      const start = starts.get(read.target.id);
      starts.delete(read.target.id);
      const time = start === undefined ? '' : ` ${((now() - start) / 1000).toFixed(1)} s`;
      terminal.note(`${lineOf(read, terminal.screen.unicode)}${time}`);
      reading();
    },
  };
}

const longest = 48;

function lineOf({ target, resources, gaps }: Reading, unicode: boolean): string {
  const [first] = gaps;
  const name = `  ${target.provider.padEnd(10)} ${forTerminalLine(middle(target.id, longest))}`;
  const read = plural(resources.length, 'resource');
  if (!first) return `${name}   ${read}   ${unicode ? '✔' : 'ok'}`;
  const more = gaps.length > 1 ? ` and ${plural(gaps.length - 1, 'more gap')}` : '';
  return `${name}   ${read}   ! ${forTerminalLine(`${first.api} ${first.reason}${more}`)}`;
}
