import { gzipSync } from 'node:zlib';
import { randomUUID } from 'node:crypto';
import { cloudStore } from '#store/cloud';
import { crcOf, type Stored } from '../sim/s3/operations.ts';
import type { S3Sim } from '../sim/s3/server.ts';
import type { Place } from './contract-memory.ts';
import type { DynamoStand } from './drivers/dynamo-stand.ts';
import { s3ClientOf } from './drivers/s3-stand.ts';
import { onWire } from './wire.ts';

interface Put {
  readonly TableName: string;
  readonly Item: { readonly partition: { readonly S: string } };
}

/** A stack's store on stand-ins: empty tables and an empty bucket. */
export async function cloudPlace(stand: DynamoStand, sim: S3Sim, recheck = true): Promise<Place> {
  const [state, ledger] = [await stand.makeTable(), await stand.makeTable()];
  const bucket = `bucket-${randomUUID()}`;
  const objects = new Map<string, Stored>();
  sim.buckets.set(bucket, objects);
  const items: string[] = [];
  let told = sim.calls.length;
  return {
    open() {
      const dynamo = stand.client();
      onWire(dynamo, async ({ operation, body }, send) => {
        await send();
        if (operation !== 'PutItem') return;
        const { TableName, Item } = JSON.parse(body) as Put;
        // A shard of a partition is that partition to whoever writes.
        const partition = Item.partition.S.replace(/#[0-9a-f]$/, '');
        items.push(`item ${TableName === state ? 'state' : 'ledger'} ${partition}`);
      });
      const names = { state, ledger, bucket };
      return cloudStore({ dynamo, s3: s3ClientOf(sim.url), names, writeId: randomUUID, recheck });
    },
    written: () => {
      const files = sim.calls.slice(told).filter(({ operation }) => operation === 'PutObject');
      told = sim.calls.length;
      return Promise.resolve([...items.splice(0), ...files.map(({ key }) => `file ${key}`)]);
    },
    lose: (path) => {
      objects.delete(path);
      return Promise.resolve();
    },
    change: (path, body) => {
      const was = objects.get(path);
      const bytes = gzipSync(body);
      if (was) objects.set(path, { ...was, body: bytes, crc: crcOf(bytes) });
      return Promise.resolve();
    },
    paths: () => Promise.resolve([...objects.keys()].sort()),
  };
}
