import type { Cloud, Reading, Resource, Type } from '#model';

/** What a cloud does for the product: finds and sweeps, reads again by kind and by address, asks whether it is gone. */
export async function everythingOf(cloud: Required<Cloud>, types: readonly Type[]): Promise<readonly Reading[]> {
  const { targets } = await cloud.discover();
  const readings = await Promise.all(targets.map((target) => cloud.collect(target)));
  for (const { target, resources } of readings) {
    const own = types.filter(({ scope }) => target.scopes.includes(scope));
    for (const { name } of own) {
      const [one] = resources.filter(({ type }) => type === name);
      await cloud.reread(target, [{ target: target.id, type: name }]);
      if (one) await cloud.reread(target, [{ target: target.id, type: name, id: one.id }]);
    }
    for (const one of firstOfEach(resources)) await cloud.isGone(one);
  }
  return readings;
}

const firstOfEach = (resources: readonly Resource[]): readonly Resource[] =>
  [...Map.groupBy(resources, ({ type }) => type).values()].flatMap(([one]) => (one ? [one] : []));
