import { mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { PackFile } from '#app/pack/manifest';
import { verifyPack } from '#app/pack/verify';
import { canonicalJson } from '#lib/canonical';
import { compareText } from '#lib/text';
import { defaultPolicy, ShoalwatchError, type Memory } from '#model';
import { reportOf } from '#report/model';
import { frameworks } from '#rules/frameworks.gen';
import { packFiles, packSource } from '../../../cli/report/pack.ts';
import { readPack, writePack, type Disk } from '../../../cli/report/pack-folder.ts';
import { latestScan } from '../../../cli/store.ts';
import { rules } from './events/changing-estate.ts';
import { Died } from './events/dying.ts';

/** A process dies at every step in which it changes the disk while it writes an evidence pack; then another one writes it. */
export async function r3Export(memory: Memory): Promise<{
  readonly points: number;
  readonly different: number;
  readonly examples: readonly string[];
}> {
  const files = await filesOf(memory);
  const folder = await mkdtemp(join(tmpdir(), 'shoalwatch-export-'));
  const whole = await written(join(folder, 'whole'), files, Number.POSITIVE_INFINITY);
  const expected = await saidBy(join(folder, 'whole'));
  const examples: string[] = [];
  let different = 0;
  for (let point = 1; point <= whole.steps; point += 1) {
    const pack = join(folder, `${point}`, 'pack');
    const { died } = await written(pack, files, point);
    const between = await saidBy(pack);
    await asOfAnother(dirname(pack));
    const again = await written(pack, files, Number.POSITIVE_INFINITY);
    const wrong = [
      ...(died ? [] : ['never dies']),
      ...(again.died ? ['cannot be made again'] : []),
      ...(between === undefined || between === expected ? [] : ['leaves half a pack']),
      ...((await saidBy(pack)) === expected ? [] : ['is another pack in the end']),
      ...((await readdir(dirname(pack))).length === 1 ? [] : ['leaves something beside the pack']),
    ];
    if (wrong.length > 0) different += 1;
    if (examples.length < 4)
      examples.push(...wrong.slice(0, 1).map((it) => `an export that dies at step ${point} ${it}`));
  }
  await rm(folder, { recursive: true });
  return { points: whole.steps, different, examples };
}

/** The pack of what a store says last. */
export async function filesOf(memory: Memory): Promise<readonly PackFile[]> {
  const scan = await latestScan(memory);
  const report = { ...reportOf(scan, rules, frameworks), waivers: [] };
  const source = await packSource(memory, { scan, file: defaultPolicy, at: scan.finishedAt, isNamed: true });
  return packFiles(report, source, { frameworks: [] });
}

/** What a folder holds, and that it is a whole pack; undefined where there is none. */
async function saidBy(pack: string): Promise<string | undefined> {
  if (!(await readdir(dirname(pack))).includes(basename(pack))) return undefined;
  const folder = await readPack(pack);
  return canonicalJson([verifyPack(folder).flaws, [...folder.files].sort(([a], [b]) => compareText(a, b))]);
}

/** No process has this number: what a dead one left beside the pack is called after it. */
const nobody = 4_194_305;

async function asOfAnother(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.endsWith('.part')) await rename(join(folder, name), join(folder, name.replace(/\.\d+\./, `.${nobody}.`)));
  }
}

async function written(pack: string, files: readonly PackFile[], last: number) {
  await mkdir(dirname(pack), { recursive: true });
  const { disk, steps } = mortalDisk(last);
  try {
    await writePack(pack, files, disk);
    return { died: false, steps: steps() };
  } catch (error) {
    if (!(error instanceof Died || error instanceof ShoalwatchError)) throw error;
    return { died: true, steps: steps() };
  }
}

/** A disk on which a process dies at its n-th step, half of a file written; what is dead changes nothing more. */
function mortalDisk(last: number): { readonly disk: Disk; steps(): number } {
  let steps = 0;
  const step = async (work: () => Promise<unknown>, half?: () => Promise<unknown>): Promise<void> => {
    steps += 1;
    if (steps === last) await half?.();
    if (steps >= last) throw new Died();
    await work();
  };
  const disk: Disk = {
    mkdir: (path) => step(() => mkdir(path)),
    writeFile: (path, text) =>
      step(
        () => writeFile(path, text),
        () => writeFile(path, text.slice(0, text.length / 2)),
      ),
    rename: (from, to) => step(() => rename(from, to)),
    rm: (path, options) => step(() => rm(path, options)),
    rmdir: (path) => step(() => rmdir(path)),
  };
  return { disk, steps: () => steps };
}
