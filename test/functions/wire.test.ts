import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { ShoalwatchError } from '#model';
import { configText } from '../../functions/wire/config-text.ts';
import { deploymentOf } from '../../functions/wire/config.ts';
import { environmentNames, environmentOf } from '../../functions/wire/environment.ts';
import { logOf } from '../../functions/wire/log.ts';
import { policyDocument } from '../../functions/wire/policy.ts';
import { handler as sweepAws } from '../../functions/sweep-aws.ts';
import { handler as sweepAzure } from '../../functions/sweep-azure.ts';
import { handler as sweepGcp } from '../../functions/sweep-gcp.ts';

const like = (words: RegExp): unknown => expect.stringMatching(words);

describe('the environment of a function', () => {
  test('is what it is told', () => {
    const given = { STATE_TABLE: 's', LEDGER_TABLE: 'l', BUCKET: 'b', OTHER: 'o' };
    expect(environmentOf(environmentNames['sweep-aws'], given)).toEqual({
      STATE_TABLE: 's',
      LEDGER_TABLE: 'l',
      BUCKET: 'b',
    });
  });

  test('that lacks names says all of them', () => {
    const read = () => environmentOf(environmentNames['sweep-gcp'], { LEDGER_TABLE: 'l', BUCKET: '' });
    expect(read).toThrow(ShoalwatchError);
    expect(read).toThrow('the function is not told STATE_TABLE, BUCKET in its environment');
  });
});

describe('the config beside a function', () => {
  const at = async (text: string) => {
    const path = join(await mkdtemp(join(tmpdir(), 'shoalwatch-')), 'shoalwatch.json');
    await writeFile(path, text);
    return configText(pathToFileURL(path));
  };

  test('gives the targets, and leaves the policy to whoever judges', async () => {
    const text = await at('{"version":1,"targets":{"aws":[{"account":"111122223333"}]},"policy":{"rules":{"x":{}}}}');
    expect(deploymentOf(text)).toEqual({ version: 1, targets: { aws: [{ account: '111122223333' }] } });
  });

  test('that does not lie there says how it comes there', async () => {
    const read = configText(new URL('nowhere.json', import.meta.url));
    await expect(read).rejects.toMatchObject({ code: 'config', cure: like(/deploy the stack again/) });
  });

  test.each([
    ['is no JSON', 'version: 1', /is no JSON/],
    [
      'has a wrong account',
      '{"version":1,"targets":{"aws":[{"account":"1"}]}}',
      /targets\.aws\.0\.account: an account/,
    ],
    ['is of another version', '{"version":2}', /version/],
  ])('that %s is named', (_, text, words) => {
    expect(() => deploymentOf(text)).toThrow(words);
  });
});

describe('the policy beside a function that judges', () => {
  test('is read as it is', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'shoalwatch-')), 'policy.json');
    await writeFile(path, '{"rules":{},"components":{"allow":{},"deny":{}},"waivers":[]}');
    const document = { rules: {}, components: { allow: {}, deny: {} }, waivers: [] };
    expect(await policyDocument(pathToFileURL(path))).toEqual(document);
  });

  test('that does not lie there says how it comes there', async () => {
    const read = policyDocument(new URL('nowhere.json', import.meta.url));
    await expect(read).rejects.toMatchObject({ code: 'config', cure: like(/deploy the stack again/) });
  });
});

test('every line of a log carries what it is about', () => {
  const lines: string[] = [];
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((line) => lines.push(String(line)) > 0),
  );
  try {
    const log = logOf('sweep-aws', { scan: 'r-1' });
    log.info('done', { read: 3 });
    log.warn('nobody can enter');
    log.error('failed', new TypeError('no'));
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(told).toMatchObject([
    { level: 'INFO', message: 'done', scan: 'r-1', service: 'sweep-aws', read: 3 },
    { level: 'WARN', scan: 'r-1' },
    { level: 'ERROR', scan: 'r-1', error: { name: 'TypeError', message: 'no' } },
  ]);
});

describe('a function that has a part in a sweep', () => {
  const run = { execution: 'a', startedAt: '2026-11-22T10:00:00Z' };
  test.each([
    ['nothing', undefined],
    ['another step', { do: 'everything', run }],
    ['no run', { do: 'plan' }],
    ['a round that is none', { do: 'plan', run, round: -1 }],
    ['targets that are none', { do: 'collect', run, targets: [{ id: 'x' }] }],
    ['an execution without end', { do: 'gone', run: { ...run, execution: 'x'.repeat(201) } }],
  ])('that is handed %s says that it is no step', async (_, event) => {
    for (const handler of [sweepAws, sweepAzure, sweepGcp]) {
      await expect(handler(event)).rejects.toMatchObject({ code: 'input', message: like(/is no step of a sweep/) });
    }
  });
});
