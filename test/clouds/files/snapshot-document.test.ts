import { describe, expect, test } from 'vitest';
import { at, cluster, onlyReading, read } from './folder.ts';

describe('our own snapshots', () => {
  const snapshot = {
    id: 's-1',
    target: { id: 'aws:111122223333:eu-west-1', provider: 'aws', scopes: ['aws-region'] },
    startedAt: at,
    resources: [{ type: 'eks.cluster', id: 'arn:x', name: 'x', target: 'aws:111122223333:eu-west-1', config: {} }],
    complete: ['eks.cluster'],
    gaps: [{ target: 'aws:111122223333:eu-west-1', api: 'a', reason: 'denied', types: [], detail: 'd' }],
  };
  const document = (...snapshots: object[]) => ({ shoalwatch: 'snapshot', schemaVersion: 1, snapshots });

  test('a snapshot is read back as it was', async () => {
    const { id, ...reading } = snapshot;
    expect(id).toBe('s-1');
    expect(onlyReading(await read({ 's.json': document(snapshot) }))).toEqual(reading);
  });

  test('files that name the target of a snapshot are another moment', async () => {
    const { readings } = await read({ 's.json': document(snapshot), 'a/c.json': cluster('one') });
    expect(readings.map(({ target }) => target.id)).toEqual(['aws:111122223333:eu-west-1', 'aws:files:a']);
  });

  test('of two snapshots of one target the later file counts', async () => {
    const found = await read({ 's.json': document(snapshot), 't.json': document({ ...snapshot, gaps: [] }) });
    expect(onlyReading(found).gaps).toEqual([]);
    expect(found.unreadable.map(({ path, reason }) => [path, reason])).toEqual([['s.json', 'superseded']]);
  });

  test('another schema version, or another shape, is malformed', async () => {
    const files = {
      'a.json': { ...document(), schemaVersion: 2 },
      'b.json': document({ ...snapshot, resources: [5] }),
      'c.json': document({ ...snapshot, target: {} }),
    };
    const found = await read(files);
    expect(found.unreadable.map(({ reason }) => reason)).toEqual(['malformed', 'malformed', 'malformed']);
  });
});
