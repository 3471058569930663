import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const root = join(import.meta.dirname, '../..');

/** Where commands look for docs and examples is told by the file that they stand in, which a bundle is not. */
const ownFolders: Plugin = {
  name: 'own folders',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]cli[/\\].*\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll('import.meta.dirname', JSON.stringify(dirname(path))),
      loader: 'ts',
    }));
  },
};

/**
 * Puts the command line together once for every desk, packages left as they are: node resolves, reads and strips nine
 * hundred files of ours for each command otherwise, which is more than half of what most commands take.
 */
export async function setup(): Promise<() => Promise<void>> {
  await mkdir(join(root, 'reports'), { recursive: true });
  const outdir = await mkdtemp(join(root, 'reports/cli-'));
  await build({
    ...{ entryPoints: [join(root, 'cli/main.ts')], outdir, bundle: true, splitting: true, packages: 'external' },
    ...{ format: 'esm', platform: 'node', target: 'node24', keepNames: true, logLevel: 'warning' },
    plugins: [ownFolders],
  });
  process.env['SHOALWATCH_BUILT'] = join(outdir, 'main.js');
  return () => rm(outdir, { recursive: true, force: true });
}
