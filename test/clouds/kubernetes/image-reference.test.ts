import { describe, expect, test } from 'vitest';
import { parseReference } from '#clouds/kubernetes/image/reference-facts';

const digest = `sha256:${'ab'.repeat(32)}`;
const partsOf = (text: string) => {
  const it = parseReference(text);
  return it && [it.host, it.path, it.tag ?? '', it.digest ?? ''].join(' ').trim();
};

describe('the name of an image', () => {
  test.each([
    ['nginx', 'docker.io library/nginx'],
    [' nginx ', 'docker.io library/nginx'],
    ['bitnami/nginx:1', 'docker.io bitnami/nginx 1'],
    ['docker.io/nginx', 'docker.io library/nginx'],
    ['index.docker.io/nginx', 'docker.io library/nginx'],
    ['registry-1.docker.io/a/b', 'docker.io a/b'],
    ['localhost/a', 'localhost a'],
    ['localhost:5000/a', 'localhost:5000 a'],
    ['reg:5000/a', 'reg:5000 a'],
    ['reg:5000/a:v1', 'reg:5000 a v1'],
    ['Reg/a', 'Reg a'],
    ['reg/a', 'docker.io reg/a'],
    ['[::1]:5000/a', '[::1]:5000 a'],
    ['gcr.io/p/a__b-c--d.e:T_1.x', 'gcr.io p/a__b-c--d.e T_1.x'],
    [`a/b:v1@${digest}`, `docker.io a/b v1 ${digest}`],
    [`a@sha512:${'0'.repeat(128)}`, `docker.io library/a  sha512:${'0'.repeat(128)}`],
  ])('%s', (text, parts) => {
    expect(partsOf(text)).toBe(parts);
  });

  test.each([
    '',
    ' ',
    'Nginx',
    'nginx:',
    'nginx:-a',
    `nginx:${'a'.repeat(129)}`,
    'nginx@sha256:ab',
    `nginx@md5:${'a'.repeat(32)}`,
    `nginx@${digest}@${digest}`,
    `nginx@${digest.toUpperCase()}`,
    'a//b',
    'a/_b',
    'a___b',
    'reg..example/a',
    '-reg.example/a',
    'gcr.io/',
    '{{ .Values.image }}',
    '0'.repeat(64),
  ])('is none: %s', (text) => {
    expect(parseReference(text)).toBeUndefined();
  });

  test('is kept as it was written, without tag and digest', () => {
    expect(parseReference(`reg:5000/a:v1@${digest}`)?.written).toBe('reg:5000/a');
    expect(parseReference(`nginx:${'a'.repeat(128)}`)?.tag).toHaveLength(128);
  });
});
