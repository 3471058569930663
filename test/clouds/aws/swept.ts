import { afterEach } from 'vitest';
import type { Resource } from '#model';
import { rereader, stopSims } from './rereads.ts';

afterEach(stopSims);
const { cloud, targets } = await rereader();
/** What a sweep reads of the estate. */
export const swept = await Promise.all(targets.map((target) => cloud.collect(target)));
await stopSims();

/** The swept objects of a type. */
export const all = (type: string): readonly Resource[] =>
  swept.flatMap(({ resources }) => resources).filter((one) => one.type === type);
export const one = (type: string): Resource => all(type)[0]!;
