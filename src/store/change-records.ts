import { abreast } from '#lib/abreast';
import type { Change, ChangeRecord, Memory } from '#model';
import { patience, takenByOthers } from './races.ts';
import { allDue, type Item, type Table } from './table.ts';

const changesPlace = 'changes';
const placeOfChange = ({ at, eventId }: Pick<Change, 'at' | 'eventId'>) => ({
  partition: changesPlace,
  sort: `${at} ${eventId}`,
});
/** Behind every moment at which a change can have been made. */
const latest = '9999-12-31T23:59:59.999Z';

/** A change as it lies in the table: one that is followed is due. */
const changeItem = (record: ChangeRecord): Omit<Item, 'version'> => ({
  ...placeOfChange(record.change),
  ...(record.state === 'following' && { due: record.change.at }),
  body: record,
});

type ChangeRecords = Pick<Memory, 'begin' | 'keep' | 'following' | 'changeOf' | 'changes'>;

/** What came of changes, in the table of the state. */
export const changeRecordsOn = (state: Table, width: number): ChangeRecords => ({
  async begin(record) {
    const item = changeItem(record);
    if (await state.put({ ...item, version: 1 })) return record;
    const stands = await state.get(item);
    if (!stands) throw takenByOthers(`the record of the change ${record.change.eventId} is written`);
    return stands.body as ChangeRecord;
  },
  async keep(record) {
    const item = changeItem(record);
    for (let left = patience; left > 0; left -= 1) {
      const was = await state.get(item);
      if (await state.put({ ...item, version: (was?.version ?? 0) + 1 })) return;
    }
    throw takenByOthers(`the record of the change ${record.change.eventId} is written`);
  },
  async following() {
    const keys = await Array.fromAsync(allDue(state, latest));
    const items = await abreast(
      keys.filter(({ partition }) => partition === changesPlace),
      width,
      ({ partition, sort }) => state.get({ partition, sort }),
    );
    const records = items.flatMap((item) => (item ? [item.body as ChangeRecord] : []));
    return records.filter((it) => it.state === 'following');
  },
  async changeOf(change) {
    return (await state.get(placeOfChange(change)))?.body as ChangeRecord | undefined;
  },
  async changes(limit) {
    const { items } = await state.query(changesPlace, '', { limit, newestFirst: true });
    return items.map(({ body }) => body as ChangeRecord);
  },
});
