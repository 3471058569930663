import { p9 } from './alerts/p9.ts';
import { p10 } from './alerts/p10.ts';
import { p11 } from './bundles/p11.ts';
import { p1 } from './calls/p1.ts';
import { p2 } from './calls/p2.ts';
import { p12 } from './cost/p12.ts';
import { present, type Figure, type Options } from './figures.ts';
import { p8 } from './risk/p8.ts';
import { p7 } from './rules/p7.ts';
import { p13 } from './scale/p13.ts';
import { p3, p5, p6, sweepsOf } from './scale/p3.ts';
import { p4 } from './scale/p4.ts';

await present({
  title: 'Performance',
  ids: ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'P9', 'P10', 'P11', 'P12', 'P13'],
  measure: figures,
});

async function* figures(options: Options): AsyncGenerator<Figure> {
  const sweeps = await sweepsOf(options);
  yield await p1(sweeps);
  yield await p2();
  yield p3(sweeps);
  yield await p4(options);
  yield p5(sweeps);
  yield p6(sweeps);
  yield await p7(options);
  yield await p8(options);
  yield await p9(options);
  yield await p10();
  yield await p11(options);
  yield await p12(options);
  yield await p13();
}
