import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import type { KeyMetadata } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyIam, emptyRegion } from '#test/sim/aws/estate';
import { startAws, type AwsSim } from '#test/sim/aws/server';
import { smallEstate } from './estate.ts';
import { openDeskHere } from './desk-here.ts';
import type { Desk } from './run.ts';

const [account, region] = ['111122223333', 'eu-west-1'];
const arnOf = (id: string): string => `arn:aws:kms:${region}:${account}:key/${id}`;
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
const ed25519 = generateKeyPairSync('ed25519').privateKey;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

const key = (id: string, more: Partial<KeyMetadata>): KeyMetadata => ({
  ...{ KeyId: id, Arn: arnOf(id), AWSAccountId: account, Enabled: true, KeyState: 'Enabled', KeyManager: 'CUSTOMER' },
  ...more,
});
const signing: Partial<KeyMetadata> = {
  ...{ KeyUsage: 'SIGN_VERIFY', KeySpec: 'ECC_NIST_P256', SigningAlgorithms: ['ECDSA_SHA_256'] },
};
const pss = ['RSASSA_PSS_SHA_256', 'RSASSA_PKCS1_V1_5_SHA_256'] as const;
const keys = [
  key('curve', signing),
  key('modulus', { ...signing, KeySpec: 'RSA_2048', SigningAlgorithms: [...pss] }),
  key('odd', { ...signing, KeySpec: 'ECC_NIST_EDWARDS25519', SigningAlgorithms: ['ED25519_SHA_512'] }),
  key('closing', { KeyUsage: 'ENCRYPT_DECRYPT', KeySpec: 'RSA_2048', EncryptionAlgorithms: ['RSAES_OAEP_SHA_256'] }),
  key('symmetric', { KeyUsage: 'ENCRYPT_DECRYPT', KeySpec: 'SYMMETRIC_DEFAULT' }),
  key('off', { ...signing, Enabled: false, KeyState: 'Disabled' }),
  key('leaving', { ...signing, Enabled: false, KeyState: 'PendingDeletion' }),
];
const pem = (it: KeyObject): string => String(it.export({ format: 'pem', type: 'pkcs8' }));
const secrets: Readonly<Record<string, KeyObject>> = {
  ...{ curve: p256, modulus: rsa, odd: ed25519, closing: rsa, off: p384, leaving: p384 },
};

let desk: Desk;
let sim: AwsSim;
const pack = (folder: string, sign: string) =>
  desk.run(`report --store memory --pack ${folder} --sign ${sign}`, {
    ...{ AWS_ENDPOINT_URL: sim.url, AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' },
    AWS_MAX_ATTEMPTS: '1',
  });
const verify = (folder: string, more = '') => desk.run(`verify ${folder} ${more}`);
const folded = (text: string): string => text.replaceAll(/\s+/g, ' ');

beforeAll(async () => {
  const kmsSecrets = Object.fromEntries(Object.entries(secrets).map(([id, it]) => [arnOf(id), pem(it)]));
  const here = emptyRegion({ kmsKeys: keys, kmsSecrets, kmsAliases: { 'alias/packs': 'curve' } });
  sim = await startAws({
    estate: {
      accounts: { [account]: { iam: emptyIam(), regions: { [region]: here } } },
      accessKeys: { AKIAEXAMPLE: { account, arn: `arn:aws:iam::${account}:user/auditor` } },
    },
  });
  desk = await openDeskHere(smallEstate);
  for (const [id, it] of Object.entries(secrets)) {
    await desk.write(`${id}.pub.pem`, String(createPublicKey(it).export({ format: 'pem', type: 'spki' })));
  }
  await desk.run('scan --from estate --store memory');
});
afterAll(async () => {
  await desk.close();
  await sim.close();
});

describe('report --pack --sign kms:', () => {
  it.each([
    ['curve', 'ECDSA_SHA_256'],
    ['modulus', 'RSASSA_PSS_SHA_256'],
  ])('signs by the key %s, and verify checks that without KMS', async (id, algorithm) => {
    expect(await pack(id, `kms:${arnOf(id)}`)).toMatchObject({ code: 0, out: `${id}\n` });
    expect(JSON.parse(await desk.read(`${id}/manifest.sig.json`))).toMatchObject({ algorithm });
    expect(JSON.parse(await desk.read(`${id}/manifest.json`))).toMatchObject({ signingKey: arnOf(id) });
    const pinned = await verify(id, `--key ${id}.pub.pem`);
    expect([pinned.code, pinned.last]).toEqual([0, `exit 0: ${id} is as it was signed by the key that was given`]);
    const own = await verify(id);
    expect(own.last).toBe(`exit 0: ${id} is as its manifest says; whose key signed it nobody looked at`);
    expect(folded(own.out)).toContain('a key that the pack itself brings along: whoever altered it could have signed');
    expect(folded(own.out)).toContain(`(it says: ${arnOf(id)})`);
    expect((await verify(id, '--key off.pub.pem')).code).toBe(3);
  });
  it('sends KMS a digest, and names the key behind an alias', async () => {
    sim.calls.length = 0;
    await pack('aliased', `kms:arn:aws:kms:${region}:${account}:alias/packs`);
    expect(sim.calls.map(({ operation, status }) => `${operation} ${status}`)).toEqual([
      'GetPublicKey 200',
      'Sign 200',
    ]);
    expect(JSON.parse(await desk.read('aliased/manifest.json'))).toMatchObject({ signingKey: arnOf('curve') });
  });
  it('is the same pack once more, though no two signatures of the key are alike, and another one by another key', async () => {
    await pack('again', `kms:${arnOf('curve')}`);
    const before = await desk.read('again/manifest.sig.json');
    expect((await pack('again', `kms:${arnOf('curve')}`)).code).toBe(0);
    expect(await desk.read('again/manifest.sig.json')).toBe(before);
    const { code, err } = await pack('again', `kms:${arnOf('modulus')}`);
    expect([code, err]).toEqual([2, expect.stringContaining('holds something else')]);
    await desk.write('again/manifest.sig.json', before.replace('"signature": "', '"signature": "AA'));
    expect((await pack('again', `kms:${arnOf('curve')}`)).err).toContain('holds something else');
  });
  it.each([
    ['closing', /cannot sign a pack: its usage is ENCRYPT_DECRYPT/],
    ['symmetric', /cannot sign a pack: .* is not asymmetric/],
    ['odd', /by its spec, ECC_NIST_EDWARDS25519, KMS signs nothing here/],
    ['off', /is disabled\n {2}do: enable it/],
    ['leaving', /cannot be used as it is: .* is pending deletion/],
    ['nowhere', /is not there\n {2}do: see its ARN/],
  ])('says why the key %s signs nothing, and writes nothing', async (id, why) => {
    const { code, err } = await pack('none', `kms:${arnOf(id)}`);
    expect([code, err]).toEqual([2, expect.stringMatching(why)]);
    expect(await readdir(desk.path)).not.toContain('none');
  });
  it.each(['GetPublicKey', 'Sign'])('names the right that is missing: kms:%s', async (operation) => {
    sim.setFaults([{ operation: `kms:${operation}`, fault: 'denied', position: 'all' }]);
    const { code, err } = await pack('none', `kms:${arnOf('curve')}`);
    sim.setFaults([]);
    expect([code, err]).toEqual([
      2,
      expect.stringContaining(`do: grant kms:${operation} on the key ${arnOf('curve')}`),
    ]);
    expect(await readdir(desk.path)).not.toContain('none');
  });
  it('takes ARNs alone, and asks nobody before it has one', async () => {
    sim.calls.length = 0;
    for (const name of ['', 'curve', 'arn:aws:s3:::bucket']) {
      expect((await pack('none', `kms:${name}`)).err).toContain('takes the ARN of a key or an alias');
    }
    expect(sim.calls).toEqual([]);
  });
  it('is not whole where somebody says that another key signed it', async () => {
    await pack('forged', `kms:${arnOf('curve')}`);
    const text = await desk.read('forged/manifest.json');
    await desk.write('forged/manifest.json', text.replace(arnOf('curve'), arnOf('other')));
    expect((await verify('forged')).out).toContain('ALTERED    manifest.json');
  });
});
