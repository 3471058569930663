import { clip } from '#lib/text';
import type { Seeded } from '../../sim/seeded.ts';

/** One thing that takes what others write. */
export interface Subject {
  readonly name: string;
  /** Makes one case; running it must neither throw nor take long, whatever is in it. */
  make(random: Seeded): () => unknown;
}

/** What became of the cases of one subject. */
export interface Fuzzed {
  readonly name: string;
  cases: number;
  crash: number;
  hang: number;
  slowestMs: number;
  readonly examples: string[];
}

/** Milliseconds that a case may take. */
const longest = 50;

/** How often a case that took long is run again: a machine that does something else may hold up several runs on end. */
const tries = 10;

/** Runs cases of a subject. One that took long is run again: what the machine held up is fast another time. */
export async function fuzz(
  subject: Subject,
  cases: number,
  seed: string,
  random: (name: string) => Seeded,
): Promise<Fuzzed> {
  const result: Fuzzed = { name: subject.name, cases: 0, crash: 0, hang: 0, slowestMs: 0, examples: [] };
  const warm = random(`${seed}/${subject.name}/warm`);
  for (let turn = 0; turn < 30; turn += 1) await timeOf(subject.make(warm));
  for (let at = 0; at < cases; at += 1) {
    const name = `${seed}/${subject.name}/${at}`;
    const run = subject.make(random(name));
    result.cases += 1;
    let ms = await timeOf(run, result, name);
    for (let again = 0; again < tries && ms > longest; again += 1) ms = Math.min(ms, await timeOf(run));
    result.slowestMs = Math.max(result.slowestMs, ms);
    if (ms <= longest) continue;
    result.hang += 1;
    result.examples.push(`hang of ${Math.round(ms)} ms: case ${name}`);
  }
  return result;
}

async function timeOf(run: () => unknown, result?: Fuzzed, name = ''): Promise<number> {
  const started = performance.now();
  try {
    await run();
  } catch (error) {
    if (result) {
      result.crash += 1;
      const what =
        error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 3).join(' ') : String(error);
      if (result.examples.length < 5) result.examples.push(`crash: ${clip(what, 300)} (case ${name})`);
    }
  }
  return performance.now() - started;
}
