import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { dynamoTable } from '#store/drivers/dynamo-table';
import type { Item, Table } from '#store/table';
import type { DynamoStand } from './dynamo-stand.ts';
import { onWire, reset, type Wire } from '../wire.ts';

export interface Opened {
  readonly table: Table;
  /** The same table, with nothing in between. */
  readonly plain: Table;
  readonly client: DynamoDBClient;
  readonly name: string;
}

/** A new table, with something between it and its client. */
export async function onTheWire(stand: DynamoStand, wire: Wire, spread: readonly string[] = []): Promise<Opened> {
  const name = await stand.makeTable();
  const client = stand.client();
  onWire(client, wire);
  const on = (it: DynamoDBClient) => dynamoTable({ client: it, name, writeId: randomUUID, spread });
  return { table: on(client), plain: on(stand.client()), client, name };
}

export const itemOf = (version: number, body: unknown): Item => ({ partition: 'p', sort: 'a', version, body });

/** What the driver does of a write whose answer is lost, on any DynamoDB that says what refused a put. */
export function lostAnswerContract(name: string, stand: () => DynamoStand): void {
  const opened = (wire: Wire): Promise<Opened> => onTheWire(stand(), wire);

  describe(`an answer of ${name} that is lost on its way`, () => {
    const dropFirst: Wire = async ({ nth }, send) => {
      await send();
      if (nth === 1) throw reset();
    };

    it('leaves a first write its own', async () => {
      const { table } = await opened(dropFirst);
      expect(await table.put(itemOf(1, 'mine'))).toBe(true);
      expect(await table.get(itemOf(1, ''))).toEqual(itemOf(1, 'mine'));
    });
    it('leaves a later write its own', async () => {
      const { table, plain } = await opened(dropFirst);
      await plain.put(itemOf(1, 'before'));
      expect(await table.put(itemOf(2, 'mine'))).toBe(true);
      expect(await table.get(itemOf(1, ''))).toEqual(itemOf(2, 'mine'));
    });
    it('makes no write of another one its own, even where both write the same', async () => {
      const { table, plain } = await opened(async ({ nth }, send) => {
        if (nth > 1) return send();
        await plain.put(itemOf(1, 'the same'));
        throw reset();
      });
      expect(await table.put(itemOf(1, 'the same'))).toBe(false);
    });
  });
}
