import { vi } from 'vitest';
import { failed } from '../../cli/failure.ts';
import { programOf } from '../../cli/program.ts';
import type { Ended } from './run.ts';

/** Runs a command in this process, as `cli/run.ts` does; one at a time. */
export async function typed(args: readonly string[]): Promise<Ended> {
  const said = { out: '', err: '' };
  const into =
    (stream: 'out' | 'err') =>
    (text: string | Uint8Array, ...rest: unknown[]): boolean => {
      said[stream] += typeof text === 'string' ? text : new TextDecoder().decode(text);
      for (const done of rest) if (typeof done === 'function') (done as () => void)();
      return true;
    };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(into('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(into('err')),
  ];
  const before = process.exitCode;
  try {
    const program = await programOf(args);
    await program.parseAsync(['node', 'shoalwatch', ...args]);
  } catch (error) {
    failed(error);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  const code = Number(process.exitCode ?? 0);
  process.exitCode = before;
  return { ...said, code, last: said.err.trimEnd().split('\n').at(-1) ?? '' };
}
