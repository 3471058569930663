import { expect, test } from 'vitest';
import { announcedActions, eventReaders as onLaptops } from '../../cli/event-readers.ts';
import { eventReaders } from '../../functions/wire/events.ts';

test('the stack understands what the watch on a laptop does', () => {
  expect(eventReaders.map(({ provider }) => provider)).toEqual(onLaptops.map(({ provider }) => provider));
  const announces = eventReaders.flatMap((it) => it.announces.map(({ name }) => name));
  expect(announces).toEqual(announcedActions.map(({ name }) => name));
  expect(announces.length).toBeGreaterThan(0);
});
