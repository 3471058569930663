import { afterAll, beforeAll, expect, it } from 'vitest';
import { smallEstate } from './estate.ts';
import { openDeskHere } from './desk-here.ts';
import type { Desk } from './run.ts';

let desk: Desk;
const salt = '9f2c4d3b1a0e8f7766554433221100ff';

beforeAll(async () => {
  desk = await openDeskHere({ ...smallEstate, 'redact.salt': `${salt}\n`, 'short.salt': 'short\n' });
  await desk.run('scan --from estate --store memory --json');
});
afterAll(() => desk.close());

const formats = ['json', 'csv', 'html', 'md', 'junit.xml', 'sarif', 'ocsf.json', 'oscal.json'];

it('report --redact writes every format without the account, and the same twice', async () => {
  const words = 'report --store memory --format json,csv,html,md,junit,sarif,ocsf,oscal';
  await desk.run(`${words} --out open`);
  const redacted = `${words} --redact ids,ips,principals --salt redact.salt`;
  expect((await desk.run(`${redacted} --out one`)).code).toBe(0);
  await desk.run(`${redacted} --out two`);
  for (const format of formats) {
    const text = await desk.read(`one/report.${format}`);
    expect(text).not.toContain('111122223333');
    expect(text).not.toContain(salt);
    expect(text).toContain('id-');
    expect(await desk.read(`two/report.${format}`)).toBe(text);
  }
  expect(await desk.read('open/report.json')).toContain('111122223333');
});

it('report --redact asks for a secret that cannot be tried out, and says what it cannot be asked with', async () => {
  const said = async (words: string): Promise<string> => {
    const { code, err } = await desk.run(`report --store memory ${words}`);
    return `${code} ${err}`;
  };
  expect(await said('--redact ids')).toMatch(/^2 [^]*needs a secret[^]*openssl rand -hex 32/);
  expect(await said('--redact ids --salt short.salt')).toMatch(/^2 [^]*short.salt has less[^]*openssl rand/);
  expect(await said('--salt redact.salt')).toMatch(/^2 [^]*add --redact/);
  expect(await said('--redact idz --salt redact.salt')).toMatch(/^2 [^]*Did you mean "ids"/);
  expect(await said('--redact ids --salt none.salt')).toMatch(/^2 [^]*none.salt/);
  expect(await said('--redact ids --salt redact.salt --format asff')).toMatch(/^2 [^]*Security Hub/);
  expect(await said('--redact ids --salt redact.salt --pack out')).toMatch(/^2 [^]*cannot be used with/);
});
