import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { StoreUse } from '#app/cost/counts';
import type { s3ClientOf } from '../../store/drivers/s3-stand.ts';
import { onWire } from '../../store/wire.ts';

/** Counts what goes over the wire, in the units that are paid for. */
export function meterOf() {
  let use: StoreUse = none;
  const add = (more: Partial<StoreUse>): void => {
    use = sum(use, { ...none, ...more });
  };
  return {
    on(dynamo: DynamoDBClient, s3: ReturnType<typeof s3ClientOf>): void {
      dynamo.middlewareStack.add(
        (next, { commandName }) =>
          async (args) => {
            const input = { ...args.input, ReturnConsumedCapacity: 'TOTAL' as const };
            const result = await next({ ...args, input });
            const { ConsumedCapacity: used } = result.output as { ConsumedCapacity?: { CapacityUnits?: number } };
            const units = used?.CapacityUnits ?? 0;
            add(commandName === 'PutItemCommand' ? { writeUnits: units } : { readUnits: units });
            return result;
          },
        { step: 'initialize', name: 'metered' },
      );
      s3.middlewareStack.add(
        (next) => (args) => {
          if ('Body' in args.input && args.input.Body instanceof Uint8Array) add({ putBytes: args.input.Body.length });
          return next(args);
        },
        { step: 'initialize', name: 'weighed' },
      );
      onWire(s3, async ({ operation }, send) => {
        add(operation === 'PutObject' ? { puts: 1 } : { gets: 1 });
        await send();
      });
    },
    async of(work: () => Promise<unknown>): Promise<StoreUse> {
      use = none;
      await work();
      return use;
    },
  };
}

const none: StoreUse = { readUnits: 0, writeUnits: 0, puts: 0, gets: 0, putBytes: 0 };

const sum = (one: StoreUse, other: StoreUse): StoreUse => ({
  readUnits: one.readUnits + other.readUnits,
  writeUnits: one.writeUnits + other.writeUnits,
  puts: one.puts + other.puts,
  gets: one.gets + other.gets,
  putBytes: one.putBytes + other.putBytes,
});
