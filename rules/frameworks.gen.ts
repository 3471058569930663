// Written by `npm run gen`. Do not edit.

import { frameworkOf, type Framework } from '#model';
import { rules } from './catalog.gen.ts';
import edition0 from './frameworks/cis-aks-1.8.ts';
import edition1 from './frameworks/cis-eks-1.8.ts';
import edition2 from './frameworks/cis-gke-1.9.ts';
import edition3 from './frameworks/pss-baseline.ts';
import edition4 from './frameworks/pss-restricted.ts';

const ids = new Set<string>(rules.map(({ id }) => id));

/** Every framework edition that ships. */
export const frameworks: readonly Framework[] = [edition0, edition1, edition2, edition3, edition4].map((it) =>
  frameworkOf(it, ids),
);
