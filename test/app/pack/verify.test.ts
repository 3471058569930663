import { constants, createSign, generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { packOf, type PackFile, type Signer } from '#app/pack/manifest';
import { verifyPack, type HeldFile, type PackFlaw, type PackFolder } from '#app/pack/verify';
import { sha256 } from '#lib/hash';
import { chainOf } from '#lib/hash-chain';
import { algorithmOf, hashOf, publicKeyIn, signerOf } from '#lib/signature';
import { scanWith } from '../../report/sample.ts';

const pair = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const [secret, open] = [
    privateKey.export({ format: 'pem', type: 'pkcs8' }),
    publicKey.export({ format: 'pem', type: 'spki' }),
  ];
  const own = signerOf(String(secret))!;
  const signer: Signer = { ...own, algorithm: 'Ed25519', sign: (text) => Promise.resolve(own.sign(text)) };
  return { signer, key: publicKeyIn(String(open))!, secret: String(secret) };
};
const [mine, other] = [pair(), pair()];

/** A key of a kind that KMS has, as its signer: the private half signs here as KMS documents that it does. */
const ofKms = ({ privateKey, publicKey }: KeyPairKeyObjectResult): Signer & { readonly key: string } => {
  const key = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const algorithm = algorithmOf(key)!;
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  const how = { key: privateKey, ...(algorithm === 'RSASSA_PSS_SHA_256' && pss) };
  const sign = (text: string) => Promise.resolve(createSign(hashOf(algorithm)!).update(text).sign(how, 'base64'));
  return { key, publicKey: key, algorithm, arn: 'arn:aws:kms:eu-west-1:111122223333:key/one', sign };
};
const curve = (namedCurve: string) => ofKms(generateKeyPairSync('ec', { namedCurve }));
const p256 = curve('P-256');

const log = chainOf([{ word: 'a' }, { word: 'b' }, { word: 'c' }]);
const about = { scan: scanWith([]), asOf: '2026-11-02T00:00:00.000Z', frameworks: [], incomplete: true, version: '1' };
const contents = [
  { path: 'findings.csv', text: '"finding"\r\n' },
  { path: 'evidence/f-1.json', text: '{"f": 1}\n' },
  { path: 'log.jsonl', text: log.text },
];
const signed = await packOf({ ...about, log, files: contents, signer: mine.signer });
const unsigned = await packOf({ ...about, log, files: contents });

const byKms = await packOf({ ...about, log, files: contents, signer: p256 });

const held = (bytes: Buffer): HeldFile => ({ bytes: bytes.length, sha256: sha256(bytes), text: String(bytes) });
const folderOf = (files: readonly PackFile[], strange: readonly string[] = []): PackFolder => ({
  files: new Map(files.map(({ path, text }) => [path, held(Buffer.from(text))])),
  strange,
});
const without = (files: readonly PackFile[], path: string) => files.filter((it) => it.path !== path);
const short = (flaws: readonly PackFlaw[]) =>
  flaws.map(({ path, flaw, line }) => [flaw, line === undefined ? path : `${path} ${line}`].join(' '));
const flawsOf = (folder: PackFolder, key?: string) => short(verifyPack(folder, key).flaws);

describe('an evidence pack', () => {
  it('is whole as it was made, and says whose signature was looked at', () => {
    const [one, two, three] = [
      verifyPack(folderOf(unsigned)),
      verifyPack(folderOf(signed)),
      verifyPack(folderOf(signed), mine.key),
    ];
    expect([one, two, three].map(({ flaws, signature }) => [flaws.length, signature])).toEqual([
      [0, 'none'],
      [0, 'own'],
      [0, 'checked'],
    ]);
  });
  it.each([
    ['signed', signed],
    ['unsigned', unsigned],
    ['signed by KMS', byKms],
  ] as const)('names the file of any bit that was flipped, where it is %s', (_, files) => {
    let flips = 0;
    for (const { path, text } of files) {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; at += 1) {
        for (const bit of [1, 16, 128]) {
          const folder = folderOf(files);
          const flipped = Buffer.from(bytes);
          flipped[at] = (flipped[at] ?? 0) ^ bit;
          const found = verifyPack({ ...folder, files: new Map([...folder.files, [path, held(flipped)]]) }).flaws;
          expect(
            found.map((it) => it.path),
            `${path} ${at} ${bit}`,
          ).toContain(path);
          flips += 1;
        }
      }
    }
    expect(flips).toBeGreaterThan(4000);
  });
  it('names a manifest that says the same in other words', () => {
    for (const path of ['manifest.json', 'manifest.sig.json']) {
      const { text } = signed.find((it) => it.path === path)!;
      for (const other of [text.replace('  ', '\t'), JSON.stringify(JSON.parse(text)), `${text}\n`]) {
        expect(flawsOf(folderOf([...without(signed, path), { path, text: other }]))).toContain(`altered ${path}`);
      }
    }
  });
  it('names a file that is missing, one too many, and what is no file', () => {
    for (const { path } of signed) expect(flawsOf(folderOf(without(signed, path))), path).toContain(`missing ${path}`);
    expect(flawsOf(folderOf([...signed, { path: 'evidence/f-2.json', text: '' }]))).toEqual([
      'extra evidence/f-2.json',
    ]);
    expect(flawsOf(folderOf(signed, ['link']))).toEqual(['extra link']);
    const linked = verifyPack(folderOf(without(signed, 'findings.csv'), ['findings.csv'])).flaws;
    expect(linked.map(({ path, why }) => [path, why])).toEqual([
      ['findings.csv', 'the manifest names it, and what is here is no file'],
    ]);
    expect(flawsOf(folderOf([...unsigned, signed.at(-1)!]))).toEqual(['extra manifest.sig.json']);
  });
  it('names the line at which the log does not hold, also where the manifest was made anew around it', async () => {
    const lines = log.text.trimEnd().split('\n');
    const remade = async (of: readonly (string | undefined)[]) => {
      const text = of.map((line) => `${line ?? ''}\n`).join('');
      return flawsOf(
        folderOf(await packOf({ ...about, log, files: [...contents.slice(0, 2), { path: 'log.jsonl', text }] })),
      );
    };
    expect(await remade(lines.slice(0, 2))).toEqual(['broken log.jsonl 2']);
    expect(await remade([lines[0], lines[2]])).toEqual(['broken log.jsonl 2', 'broken log.jsonl 2']);
    expect((await remade([lines[1], lines[0], lines[2]]))[0]).toBe('broken log.jsonl 1');
    expect(await remade([lines[0], lines[1]?.replace('"b"', '"x"'), lines[2]])).toEqual(['broken log.jsonl 3']);
  });
  it('is not believed with the signature of another key, of another pack, or with none', async () => {
    expect(flawsOf(folderOf(signed), other.key)).toEqual(['signature manifest.sig.json']);
    expect(flawsOf(folderOf(unsigned), mine.key)).toEqual(['unsigned manifest.sig.json']);
    const elsewhere = (await packOf({ ...about, log, files: contents.slice(1), signer: mine.signer })).at(-1)!;
    expect(flawsOf(folderOf([...without(signed, 'manifest.sig.json'), elsewhere]))).toEqual([
      'signature manifest.sig.json',
    ]);
    const anew = await packOf({ ...about, log, files: contents, signer: other.signer });
    expect([flawsOf(folderOf(anew)), flawsOf(folderOf(anew), mine.key)]).toEqual([[], ['signature manifest.sig.json']]);
  });
  it('is not whole where its manifest tells of a log that it does not name', async () => {
    expect(flawsOf(folderOf(await packOf({ ...about, log, files: contents.slice(0, 2) })))).toEqual([
      'missing log.jsonl',
    ]);
  });
  it('is not whole where what has to be read is no text', () => {
    const unread = (path: string, files = signed) => {
      const { files: all, strange } = folderOf(files);
      const { text: _, ...rest } = all.get(path)!;
      return flawsOf({ files: new Map([...all, [path, rest]]), strange });
    };
    expect(unread('manifest.json')).toEqual(['altered manifest.json']);
    expect(unread('manifest.sig.json')).toEqual(['altered manifest.sig.json']);
    expect(unread('log.jsonl')).toEqual(['broken log.jsonl']);
  });
  it('names a manifest with a key twice, with one more, with __proto__, or of a path outside as what it is', async () => {
    const { text } = unsigned.at(-1)!;
    const of = (written: string) => flawsOf(folderOf([...contents, { path: 'manifest.json', text: written }]));
    expect(of(text)).toEqual([]);
    for (const more of ['"incomplete": true,', '"word": 1,', '"__proto__": {},', '"toString": 1,']) {
      expect(of(text.replace('{\n', `{\n  ${more}\n`)), more).toEqual(['altered manifest.json']);
    }
    const outside = await packOf({ ...about, log, files: [...contents, { path: '../outside', text: 'x' }] });
    expect(flawsOf(folderOf(outside.filter(({ path }) => path !== '../outside')))).toEqual(['missing ../outside']);
  });
  it('is not believed with a signature that is cut, written otherwise, or by a key of another kind', async () => {
    const { text } = signed.at(-1)!;
    const said = JSON.parse(text) as { readonly publicKey: string; readonly signature: string };
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
    const agreeing = generateKeyPairSync('x25519').publicKey;
    for (const [was, is] of [
      [said.signature, said.signature.slice(0, 40)],
      [said.signature, said.signature.replace(/=+$/, '')],
      [said.signature, ''],
      [said.publicKey, rsa.export({ format: 'der', type: 'spki' }).toString('base64')],
      [said.publicKey, agreeing.export({ format: 'der', type: 'spki' }).toString('base64')],
    ]) {
      const forged = [
        ...without(signed, 'manifest.sig.json'),
        { path: 'manifest.sig.json', text: text.replace(was!, is!) },
      ];
      expect(flawsOf(folderOf(forged)), is).toHaveLength(1);
      expect(verifyPack(folderOf(forged), mine.key).signature).toBe('wrong');
    }
    const unnamed = await packOf({ ...about, log, files: contents });
    expect(flawsOf(folderOf(unnamed), mine.key)).toEqual(['unsigned manifest.sig.json']);
  });
  it('is the same bytes of the same contents, in whatever order, and the same signature', async () => {
    const again = await packOf({ ...about, log, files: contents.toReversed(), signer: mine.signer });
    expect(again.slice(-2)).toEqual(signed.slice(-2));
  });
  it('signs by Ed25519 keys of files alone, and takes a private key for no public one', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    expect(signerOf(String(rsa.privateKey.export({ format: 'pem', type: 'pkcs8' })))).toBeUndefined();
    expect([publicKeyIn(mine.secret), publicKeyIn('no key'), signerOf('no key')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
  it.each([
    ['RSA of 2048 bits', ofKms(generateKeyPairSync('rsa', { modulusLength: 2048 })), 'RSASSA_PSS_SHA_256'],
    ['P-256', p256, 'ECDSA_SHA_256'],
    ['P-384', curve('P-384'), 'ECDSA_SHA_384'],
    ['P-521', curve('P-521'), 'ECDSA_SHA_512'],
    ['secp256k1', curve('secp256k1'), 'ECDSA_SHA_256'],
  ])('is checked offline with a key of KMS: %s', async (_, signer, algorithm) => {
    const files = await packOf({ ...about, log, files: contents, signer });
    expect(JSON.parse(files.at(-1)!.text)).toMatchObject({ algorithm, publicKey: signer.key });
    const { signature, flaws, manifest } = verifyPack(folderOf(files), signer.key);
    expect([signature, flaws, manifest?.signingKey]).toEqual(['checked', [], signer.arn]);
    expect(flawsOf(folderOf(files), mine.key)).toEqual(['signature manifest.sig.json']);
    const told = files.at(-1)!.text.replace(algorithm, 'Ed25519');
    const relabelled = [...files.slice(0, -1), { path: 'manifest.sig.json', text: told }];
    expect(flawsOf(folderOf(relabelled), signer.key)).toEqual(['signature manifest.sig.json']);
  });
  it('is not believed by a key that is too weak, or of a curve that nobody signs packs by', () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
    const odd = generateKeyPairSync('ec', { namedCurve: 'secp224r1' }).publicKey;
    const keys = [weak, odd].map((it) => publicKeyIn(String(it.export({ format: 'pem', type: 'spki' }))));
    expect(keys).toEqual([undefined, undefined]);
  });
});
