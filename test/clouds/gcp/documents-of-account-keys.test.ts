import { describe, expect, test } from 'vitest';
import { onlyResource, read } from '../files/folder.ts';

const account = 'nodes@shop.iam.gserviceaccount.com';
const path = `projects/shop/serviceAccounts/${account}/keys`;
const key = (id: string, of = path) => ({
  name: `${of}/${id}`,
  keyType: 'USER_MANAGED',
  validAfterTime: '2026-01-02T10:00:00Z',
});
const kept = {
  type: 'gcp.service-account-keys',
  id: `//iam.googleapis.com/${path}`,
  name: account,
  target: 'gcp:shop',
};
const recorded = (body: object, status = '200') => ({
  headers: { status, 'content-location': `https://iam.googleapis.com/v1/${path}?keyTypes=USER_MANAGED&alt=json` },
  body,
});

describe('the keys of an account', () => {
  const keys = [key('1f2e'), key('3a4b')];

  test.each<[string, unknown]>([
    ['gcloud prints', keys],
    ['IAM answers', { keys }],
    ['a recorder kept', recorded({ keys })],
  ])('as %s them', async (_, document) => {
    expect(onlyResource(await read({ 'a.json': document }))).toMatchObject({ ...kept, config: { keys } });
  });

  test('none, by the request', async () => {
    expect(onlyResource(await read({ 'a.json': recorded({}) }))).toMatchObject({ ...kept, config: {} });
  });

  test('never hold what signs in', async () => {
    const found = onlyResource(await read({ 'a.json': [{ ...key('1f2e'), privateKeyData: 'not-for-the-store' }] }));
    expect(JSON.stringify(found)).not.toContain('not-for-the-store');
    expect(found).toMatchObject({ config: { keys: [key('1f2e')] } });
  });

  test('of several accounts in one list are those of nobody', async () => {
    const others = `projects/shop/serviceAccounts/ci@shop.iam.gserviceaccount.com/keys`;
    const { readings } = await read({ 'a.json': [key('1f2e'), key('3a4b', others)] });
    expect(readings.flatMap(({ resources }) => resources)).toEqual([]);
  });

  test('that were refused are a gap', async () => {
    const error = { code: 403, message: "Permission 'iam.serviceAccountKeys.list' denied on resource." };
    const { readings } = await read({ 'a.json': recorded({ error }, '403'), 'b.json': { keys } });
    expect(readings.flatMap(({ gaps }) => gaps)).toMatchObject([
      { reason: 'denied', types: ['gcp.service-account-keys'] },
    ]);
  });
});
