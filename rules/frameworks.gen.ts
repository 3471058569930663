// Written by `npm run gen`. Do not edit.

import { frameworkOf, type Framework } from '#model';
import { rules } from './catalog.gen.ts';
import edition0 from './frameworks/cis-aks-1.8.ts';
import edition1 from './frameworks/cis-eks-1.8.ts';
import edition2 from './frameworks/cis-gke-1.9.ts';
import edition3 from './frameworks/hipaa.ts';
import edition4 from './frameworks/iso-27001-2022.ts';
import edition5 from './frameworks/nist-800-53-r5.ts';
import edition6 from './frameworks/nsa-cisa.ts';
import edition7 from './frameworks/owasp-k8s-2025.ts';
import edition8 from './frameworks/pci-dss-4.ts';
import edition9 from './frameworks/pss-baseline.ts';
import edition10 from './frameworks/pss-restricted.ts';
import edition11 from './frameworks/soc2.ts';

const ids = new Set<string>(rules.map(({ id }) => id));

/** Every framework edition that ships. */
export const frameworks: readonly Framework[] = [edition0, edition1, edition2, edition3, edition4, edition5, edition6, edition7, edition8, edition9, edition10, edition11].map((it) =>
  frameworkOf(it, ids),
);
