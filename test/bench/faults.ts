import { present, type Figure, type Options } from './figures.ts';
import { clouds } from './faults/estates.ts';
import { r1 } from './faults/r1.ts';
import { r2 } from './faults/alerts/r2.ts';
import { r3 } from './faults/r3.ts';
import { r4 } from './faults/r4.ts';
import { r5 } from './faults/r5.ts';
import { r6 } from './faults/r6.ts';
import { r7 } from './faults/r7.ts';

await present({
  title: 'Faults',
  ids: ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7'],
  clouds,
  measure: figures,
});

async function* figures(options: Options): AsyncGenerator<Figure> {
  yield await r1(options);
  if (options.cloud !== undefined) return;
  yield await r2(options);
  yield await r3(options);
  yield await r4(options);
  yield await r5(options);
  yield await r6(options);
  yield await r7();
}
