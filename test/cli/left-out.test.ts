import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDeskHere } from './desk-here.ts';

const estate = join(import.meta.dirname, '../../examples/estate');
const config = `version: 1
targets:
  aws:
    - {organization: true, role: shoalwatch-read, exclude: ["999999999999"]}
`;

interface Listed {
  readonly targets: readonly { readonly id: string }[];
  readonly leftOut?: readonly { readonly id: string; readonly by: string }[];
}

it('list targets names what the config leaves out, and counts it for no target', async () => {
  const desk = await openDeskHere();
  await desk.run(`scan --from ${estate} --store .shoalwatch --quiet`);
  const plain = JSON.parse((await desk.run('list targets --json')).out) as Listed;
  expect(plain.leftOut).toBeUndefined();

  await desk.write('shoalwatch.yaml', config);
  const { out, last } = await desk.run('list targets');
  expect(out).toMatch(/^aws:999999999999 +left-out +nobody watches it: targets\.aws\[0\]\.exclude$/m);
  expect(last).toBe(`exit 0: ${plain.targets.length} targets`);
  const listed = JSON.parse((await desk.run('list targets --json')).out) as Listed;
  expect(listed.targets).toEqual(plain.targets);
  expect(listed.leftOut).toEqual([{ id: 'aws:999999999999', by: 'targets.aws[0].exclude' }]);
  await desk.close();
});
