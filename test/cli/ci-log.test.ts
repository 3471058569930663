import { afterAll, beforeAll, expect, it } from 'vitest';
import { runnerObeys } from '../lib/escape/readers.ts';
import { openDeskHere } from './desk-here.ts';
import type { Desk } from './run.ts';

const names = ['::error::forged', '##[error]forged', '##vso[task.complete result=Succeeded]'];
const pod = (name: string) => ({
  ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop' } },
  spec: { containers: [{ name, image: `registry.example.com/${name}`, securityContext: { privileged: true } }] },
});

let desk: Desk;
beforeAll(async () => {
  const pods = names.map((name, at) => [`estate/pod-${at}.json`, JSON.stringify(pod(name))] as const);
  desk = await openDeskHere({ ...Object.fromEntries(pods), 'estate/broken.json': '{"a": ##[error]}' });
});
afterAll(() => desk.close());

it.each(['', '--wide', '--plain', '--json', '--json --verdicts'])(
  'no runner obeys what a scan %s prints of hostile names, in whatever columns they land',
  async (options) => {
    for (const columns of ['40', '80', '120']) {
      const { out, err } = await desk.run(`scan --from estate ${options}`, { COLUMNS: columns });
      expect(out).toContain('forged');
      expect([...out.split('\n'), ...err.split('\n')].filter(runnerObeys)).toEqual([]);
    }
  },
);
it('no runner obeys an error about a hostile name', async () => {
  const { code, err } = await desk.run('explain ##[error]forged');
  expect([code, runnerObeys(err)]).toEqual([2, false]);
});
