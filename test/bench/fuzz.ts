import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { present, type Figure, type Options } from './figures.ts';
import { s1 } from './fuzz/s1.ts';
import { s2 } from './fuzz/s2.ts';
import { s3 } from './fuzz/s3.ts';
import { s4 } from './fuzz/s4.ts';
import { s6 } from './fuzz/s6.ts';

await present({ title: 'Fuzzing', ids: ['S1', 'S2', 'S3', 'S4', 'S6'], measure: figures });

async function* figures(options: Options): AsyncGenerator<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'shoalwatch-fuzz-'));
  try {
    yield await s1(options, folder);
    yield s2(options);
    yield await s3(options, folder);
    yield await s4(options, folder);
    yield await s6(options);
  } finally {
    await rm(folder, { recursive: true });
  }
}
