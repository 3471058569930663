import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullConfig } from '#test/app/config/full';
import { smallEstate } from './estate.ts';
import { openDesk, type Desk } from './run.ts';

const root = join(import.meta.dirname, '../..');

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({
    ...smallEstate,
    'full.yaml': fullConfig,
    'wrong.yaml': 'version: 1\npolcy: {}\norg: 3\n',
    'own/shoalwatch.yaml': '# mine\n',
  });
});
afterAll(() => desk.close());

describe('config', () => {
  it.concurrent('validate accepts what is right', async () => {
    const { code, out, last } = await desk.run('config validate full.yaml');
    expect([code, out, last]).toEqual([0, '', 'exit 0: full.yaml is valid']);
  });
  it.concurrent.each(['config validate wrong.yaml', 'scan --from estate --config wrong.yaml'])(
    '%s names every mistake with its place',
    async (args) => {
      const { code, out, err } = await desk.run(args);
      expect([code, out]).toEqual([2, '']);
      expect(err.split('\n')).toEqual([
        'error: wrong.yaml:2:1: unknown key "polcy"; did you mean "policy"?',
        'wrong.yaml:3:6: org is a number and has to be a map',
        '  do: shoalwatch config schema prints what is allowed',
        'exit 2: config error',
        '',
      ]);
    },
  );
  it.concurrent('a file that is not there is named', async () => {
    const { err, last } = await desk.run('config validate none.yaml');
    expect(err).toContain('error: none.yaml cannot be used: there is no such file or folder');
    expect(last).toBe('exit 2: config error');
  });
  it.concurrent('schema prints the generated one', async () => {
    const { out } = await desk.run('config schema');
    expect(out).toBe(await readFile(join(root, 'docs/shoalwatch.schema.gen.json'), 'utf8'));
  });
});

it('init writes a config that is valid, and never overwrites one', async () => {
  const own = await openDesk();
  expect((await own.run('init --yes')).last).toBe('exit 0: shoalwatch.yaml is written; next: shoalwatch doctor');
  const written = await own.read('shoalwatch.yaml');
  const [valid, again] = await Promise.all([own.run('config validate'), own.run('init --yes')]);
  expect(valid.code).toBe(0);
  expect([again.code, again.last]).toEqual([2, 'exit 2: config error']);
  expect(again.err).toContain('shoalwatch.yaml is there already, and is never overwritten');
  expect(await own.read('shoalwatch.yaml')).toBe(written);
  await own.close();
});
