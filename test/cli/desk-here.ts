import { bare, openDesk, wordsOf, type Desk, type Environment } from './run.ts';
import { typed } from './typed.ts';

/** There is one folder, one environment and one standard output, whichever desk asks. */
let before: Promise<unknown> = Promise.resolve();

/**
 * A desk whose commands run in this process, one after the other: what they answer is asked for by the hundred, and to
 * start a process takes longer than most of them do. What is started, and not run, is a process of its own here too.
 */
export async function openDeskHere(files: Readonly<Record<string, string>> = {}): Promise<Desk> {
  const desk = await openDesk(files);
  return {
    ...desk,
    run(args, env) {
      const ended = before.then(() => within(desk.path, { ...bare(desk.path), ...env }, () => typed(wordsOf(args))));
      before = ended.catch(() => undefined);
      return ended;
    },
  };
}

/** As a process that was started in a folder with nothing else in its environment. */
async function within<T>(folder: string, environment: Environment, work: () => Promise<T>): Promise<T> {
  const before = { folder: process.cwd(), environment: process.env };
  process.chdir(folder);
  process.env = { ...environment };
  try {
    return await work();
  } finally {
    process.env = before.environment;
    process.chdir(before.folder);
  }
}
