import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openStackStand, type StackStand } from './stack-stand.ts';
import { typed } from './typed.ts';

let stand: StackStand;
beforeAll(async () => {
  stand = await openStackStand('version: 1\n');
  for (const [name, value] of Object.entries(stand.env)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await stand.close();
});

describe('options that name a place', () => {
  it.each([
    ['list targets --stack shoalwatch --store x', '"--stack <name>" cannot be used with option "--store <path>"'],
    ['scan --stack shoalwatch --no-store', '"--stack <name>" cannot be used with option "--no-store"'],
    ['scan --stack shoalwatch --from x', '"--stack <name>" cannot be used with option "--from <path>"'],
    ['scan --stack shoalwatch --regions eu-west-1', '"--stack <name>" cannot be used with option "--regions <names>"'],
    ['list targets --stack no_name', 'It is the name of a CloudFormation stack, or its ARN.'],
    ['list targets --region eu-west-1', '--region says where a stack is, and none was named'],
    ['scan --region eu-west-1', '--region says where a stack is, and none was named'],
  ])('%s is a usage error', async (line, message) => {
    const from = stand.sim.calls.length;
    const { code, out, err } = await typed(line.split(' '));
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(stand.sim.calls.length).toBe(from);
  });
  it('can stand in the environment', async () => {
    vi.stubEnv('SHOALWATCH_STACK', 'elsewhere');
    expect((await typed(['list', 'targets'])).err).toContain('there is no stack elsewhere in eu-central-1');
    expect((await typed(['list', 'targets', '--store', 'x'])).err).toContain('"SHOALWATCH_STACK" cannot be used with');
    vi.stubEnv('SHOALWATCH_STACK', undefined);
  });
});
