import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { packOf, type PackFile } from '#app/pack/manifest';
import { verifyPack, type HeldFile, type PackFlaw, type PackFolder } from '#app/pack/verify';
import { sha256 } from '#lib/hash';
import { publicKeyIn, signerOf } from '#lib/ed25519';
import { chainOf } from '#lib/hash-chain';
import { scanWith } from '../../report/sample.ts';

const pair = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const [secret, open] = [
    privateKey.export({ format: 'pem', type: 'pkcs8' }),
    publicKey.export({ format: 'pem', type: 'spki' }),
  ];
  return { signer: signerOf(String(secret))!, key: publicKeyIn(String(open))!, secret: String(secret) };
};
const [mine, other] = [pair(), pair()];

const log = chainOf([{ word: 'a' }, { word: 'b' }, { word: 'c' }]);
const about = { scan: scanWith([]), asOf: '2026-11-02T00:00:00.000Z', frameworks: [], incomplete: true, version: '1' };
const contents = [
  { path: 'findings.csv', text: '"finding"\r\n' },
  { path: 'evidence/f-1.json', text: '{"f": 1}\n' },
  { path: 'log.jsonl', text: log.text },
];
const signed = packOf({ ...about, log, files: contents, signer: mine.signer });
const unsigned = packOf({ ...about, log, files: contents });

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
  it('names the line at which the log does not hold, also where the manifest was made anew around it', () => {
    const lines = log.text.trimEnd().split('\n');
    const remade = (of: readonly (string | undefined)[]) => {
      const text = of.map((line) => `${line ?? ''}\n`).join('');
      return flawsOf(
        folderOf(packOf({ ...about, log, files: [...contents.slice(0, 2), { path: 'log.jsonl', text }] })),
      );
    };
    expect(remade(lines.slice(0, 2))).toEqual(['broken log.jsonl 2']);
    expect(remade([lines[0], lines[2]])).toEqual(['broken log.jsonl 2', 'broken log.jsonl 2']);
    expect(remade([lines[1], lines[0], lines[2]])[0]).toBe('broken log.jsonl 1');
    expect(remade([lines[0], lines[1]?.replace('"b"', '"x"'), lines[2]])).toEqual(['broken log.jsonl 3']);
  });
  it('is not believed with the signature of another key, of another pack, or with none', () => {
    expect(flawsOf(folderOf(signed), other.key)).toEqual(['signature manifest.sig.json']);
    expect(flawsOf(folderOf(unsigned), mine.key)).toEqual(['unsigned manifest.sig.json']);
    const elsewhere = packOf({ ...about, log, files: contents.slice(1), signer: mine.signer }).at(-1)!;
    expect(flawsOf(folderOf([...without(signed, 'manifest.sig.json'), elsewhere]))).toEqual([
      'signature manifest.sig.json',
    ]);
    const anew = packOf({ ...about, log, files: contents, signer: other.signer });
    expect([flawsOf(folderOf(anew)), flawsOf(folderOf(anew), mine.key)]).toEqual([[], ['signature manifest.sig.json']]);
  });
  it('is not whole where its manifest tells of a log that it does not name', () => {
    expect(flawsOf(folderOf(packOf({ ...about, log, files: contents.slice(0, 2) })))).toEqual(['missing log.jsonl']);
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
  it('names a manifest with a key twice, with one more, with __proto__, or of a path outside as what it is', () => {
    const { text } = unsigned.at(-1)!;
    const of = (written: string) => flawsOf(folderOf([...contents, { path: 'manifest.json', text: written }]));
    expect(of(text)).toEqual([]);
    for (const more of ['"incomplete": true,', '"word": 1,', '"__proto__": {},', '"toString": 1,']) {
      expect(of(text.replace('{\n', `{\n  ${more}\n`)), more).toEqual(['altered manifest.json']);
    }
    const outside = packOf({ ...about, log, files: [...contents, { path: '../outside', text: 'x' }] });
    expect(flawsOf(folderOf(outside.filter(({ path }) => path !== '../outside')))).toEqual(['missing ../outside']);
  });
  it('is not believed with a signature that is cut, written otherwise, or by a key of another kind', () => {
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
    const unnamed = packOf({ ...about, log, files: contents });
    expect(flawsOf(folderOf(unnamed), mine.key)).toEqual(['unsigned manifest.sig.json']);
  });
  it('is the same bytes of the same contents, in whatever order, and the same signature', () => {
    const again = packOf({ ...about, log, files: contents.toReversed(), signer: mine.signer });
    expect(again.slice(-2)).toEqual(signed.slice(-2));
  });
  it('takes Ed25519 keys alone, and a private key for no public one', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    expect(signerOf(String(rsa.privateKey.export({ format: 'pem', type: 'pkcs8' })))).toBeUndefined();
    expect(publicKeyIn(String(rsa.publicKey.export({ format: 'pem', type: 'spki' })))).toBeUndefined();
    expect([publicKeyIn(mine.secret), publicKeyIn('no key'), signerOf('no key')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
