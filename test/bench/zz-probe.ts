import { startEstates } from '/work/main/test/bench/faults/estates.ts';
import { patientGate } from '/work/main/test/bench/faults/patient-gate.ts';
import { collectAll } from '#app/collect-all';
import { evaluate } from '#engine/evaluate';
import { worldOf } from '#engine/world';
import { snapshotOf } from '#engine/snapshot-id';
import { typesOf } from '#engine/ruleset';
import { rules } from '#rules/catalog.gen';
import { defaultPolicy } from '#model';
const e = await startEstates(Number(process.argv[2] ?? 2026));
const all = [...e.others];
for (const s of e.subjects) {
  for (let i = 0; i < 4; i++) {
    const t = performance.now();
    const way = patientGate(2);
    const r = await collectAll({ clouds: [s.cloud(way)], progress: { skipped(){}, started(){}, done(){} } });
    console.log(s.name, Math.round(performance.now() - t), 'ms', way.gate.trace.length, 'calls', r.flatMap(x => x.resources).length, 'res', r.flatMap(x=>x.gaps).length, 'gaps');
    if (i === 0) all.push(...r);
    for (const g of r.flatMap(x=>x.gaps).slice(0,2)) console.log(g);
  }
  console.log(Object.entries(s.trace()).length, JSON.stringify(s.trace()));
}
const types = typesOf(rules);
let t = performance.now();
const snaps = all.map(r => snapshotOf(r, types));
console.log('snap', performance.now() - t); t = performance.now();
for (let i=0;i<3;i++){ t = performance.now(); const j = evaluate({ world: worldOf(snaps), rules, policy: defaultPolicy, at: '2026-11-01T00:00:00.000Z' });
console.log('eval', performance.now() - t, j.length);
if(i==0){ const m = new Map(); for (const x of j) { const k = x.rule; const c = m.get(k) ?? {}; c[x.verdict] = (c[x.verdict] ?? 0)+1; m.set(k,c);} console.log(m); console.log(j.filter(x=>x.verdict==='unknown').slice(0,6)); } }
for (const s of e.subjects) await s.close();
