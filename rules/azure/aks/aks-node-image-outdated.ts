import { z } from 'zod';
import { dayOfImage, mayBeNewest } from '#clouds/azure/aks/cluster/image-facts';
import { ownPools, uncovered, type Pool } from '#clouds/azure/aks/cluster/pool-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { count, nameList } from '#lib/params';
import { plural } from '#lib/text';
import { daysBetween } from '#lib/time';
import { defineRule, fail, fieldMissing, isUnread, notApplicable, pass, passBecause, unknown } from '#rule';

const params = z.object({
  maxAgeDays: count(35),
  deniedOsSkus: nameList(['CBLMariner', 'Mariner', 'Windows2019', 'WindowsAnnual']),
  deniedImagePrefixes: nameList([
    ...['AKSCBLMariner-', 'AKSAzureLinux-V1', 'AKSAzureLinux-V2', 'AKSUbuntu-1604', 'AKSUbuntu-1804'],
  ]),
});

export default defineRule({
  id: 'aks-node-image-outdated',
  on: aksCluster,
  title: 'AKS nodes run an image of the last weeks',
  severity: 'medium',
  grades: ['high'],
  control: 'nodes-patched',
  why: 'Nodes get fixes of the kernel and the container runtime only with a new image.',
  fix: 'Upgrade the image of the pool, or let AKS do it by the channel NodeImage; a retired system needs a new one.',
  references: ['https://learn.microsoft.com/azure/aks/node-image-upgrade'],
  params,
  timed: true,

  evaluate({ config }, { params: asked, at }) {
    const pools = ownPools(config);
    if (isUnread(pools)) return pools;
    const note = uncovered(config);
    if (pools.length === 0) return notApplicable(`AKS hosts the pools. ${note}`.trim());
    const found = pools.flatMap((it) => judged(it, asked, at) ?? []);
    if (found.length > 0) return found;
    return note ? passBecause(note) : pass();
  },
});

function judged({ name, at: path, profile }: Pool, asked: z.output<typeof params>, at: string) {
  const { osSKU = '', nodeImageVersion: image } = profile;
  const sku = asked.deniedOsSkus.some((it) => it.toLowerCase() === osSKU.toLowerCase());
  const bad = { key: name, grade: 'high' as const };
  if (sku) return fail(`The pool ${name} runs ${osSKU}, which policy denies.`, { at: path, actual: profile }, bad);
  if (image === undefined) return fieldMissing(`${path}.nodeImageVersion`);
  const seen = { at: `${path}.nodeImageVersion`, actual: image };
  if (asked.deniedImagePrefixes.some((it) => image.toLowerCase().startsWith(it.toLowerCase())))
    return fail(`The pool ${name} runs ${image}, which policy denies.`, seen, bad);
  const days = daysBetween(dayOfImage(image) ?? '', at);
  if (days === undefined) return unknown('malformed', `The day of the image ${image} cannot be told.`);
  if (days > asked.maxAgeDays && mayBeNewest(image, days)) return unknown('outside', 'Newer images are not read.');
  const old = `The pool ${name} runs ${image}, which is ${plural(days, 'day')} old.`;
  return days > asked.maxAgeDays ? fail(old, seen, { key: name }) : undefined;
}
