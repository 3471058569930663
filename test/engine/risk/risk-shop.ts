import type {
  BillHead,
  ImageInUse,
  InRange,
  RiskEvidence,
  TargetComponents,
  ToldComponent,
  ToldFlaw,
  VersionInUse,
} from '#model';

/** A made-up fleet, as the store hands it over, so that questions are answered without any store. */
export const now = '2026-11-01T00:00:00Z';
export const home = 'aws:1:eu';

export const image = (more: Partial<ImageInUse> = {}): ImageInUse => ({
  ...{ kind: 'image', digest: 'a', repository: 'host/shop/web', reference: 'host/shop/web:1', workloads: ['shop/web'] },
  ...more,
});

export const version = (more: Partial<VersionInUse> = {}): VersionInUse => ({
  ...{ kind: 'version', of: 'kubernetes', version: '1.33', part: 'control plane', cluster: 'shop' },
  ...more,
});

export const component = (it: ToldComponent['component'], id = 'c-1', type = 'eks.cluster'): ToldComponent => ({
  ...{ type, id, name: `name of ${id}` },
  component: it,
});

export const target = (more: Partial<TargetComponents> = {}): TargetComponents => ({
  ...{ target: home, provider: 'aws', readAt: now, told: [], parts: [], scans: [], unread: [] },
  ...more,
});

export const evidence = (more: Partial<RiskEvidence> = {}): RiskEvidence => ({
  ...{ told: [], missed: [], bills: [], nameless: new Set<string>(), toldFlaws: [], heldFlaws: [], heldPackages: [] },
  ...more,
});

export const bill = (more: Partial<BillHead> = {}): BillHead => ({
  ...{ id: 'b-1', format: 'trivy', source: 'bill.json', subject: { name: 'web', digests: ['a'] }, packages: 1 },
  ...{ listsAll: true, flaws: 0, scanned: true, keptAt: '2026-10-20T00:00:00Z' },
  ...more,
});

export const flaw = (more: Partial<ToldFlaw> = {}): ToldFlaw => ({
  ...{ digest: 'a', by: 'Shop', at: now, target: home, id: 'CVE-2026-1', aliases: [], packages: [] },
  ...more,
});

/** Versions are whole numbers here, and a range is the first that is not in it. */
export const inRange: InRange = (ecosystem, own, range) =>
  ecosystem === 'odd' ? undefined : Number(own) < Number(range);
