import { z } from 'zod';
import { ecrAddressOf } from '#clouds/aws/ecr/image/address-facts';
import { imageParts } from '#clouds/aws/ecr/image/denial-facts';
import { platformImages } from '#clouds/aws/ecr/image/facts';
import { ecrImage } from '#clouds/aws/ecr/image/resource';
import { ecrImageIndex } from '#clouds/aws/ecr/image-index/resource';
import { runningImage } from '#clouds/kubernetes/image/resource';
import { deniedContents } from '#clouds/kubernetes/workload/content-facts';
import { deniedImages, ranImages } from '#clouds/kubernetes/workload/denied-image-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { filledFrom, fromList, nameList } from '#lib/params';
import type { DeniedContent } from '#model';
import { defineRule, isUnread, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'k8s-image-deny-list',
  on: workloads,
  uses: [podSecurity, ranImages, ecrImageIndex, ecrImage, platformImages, runningImage],
  title: 'No workload runs or names an image that policy denies, by its name or by what it holds',
  severity: 'critical',
  control: 'images-free-of-known-vulnerabilities',
  why: 'An image is denied because it is known to be malicious or broken, and every pod of it does harm.',
  fix: 'Roll out an image that policy does not deny, or stop the workload until there is one.',
  references: ['https://kubernetes.io/docs/concepts/containers/images/'],
  params: z.object({
    exemptImages: nameList(),
    denyImages: fromList('deny.images.repository'),
    denyDigests: fromList('deny.digests'),
    denyRegistries: fromList('deny.images.registry'),
    denyPackages: filledFrom<DeniedContent>('deny.packages.purl'),
    denyCves: filledFrom<DeniedContent>('deny.cves.id'),
  }),
  exempts: 'images',

  evaluate(it, { fact, find, list, params }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const { exemptImages: _, ...denials } = params;
    if (Object.values(denials).every(({ length }) => length === 0)) return notApplicable('Policy denies no image.');
    const ran = fact(ranImages, it);
    const named = deniedImages(pod, ran.images, params, (image) => {
      const address = ecrAddressOf(image);
      const index = address === undefined ? 'absent' : find(ecrImageIndex, `${address}/index`);
      if (index === 'absent') return undefined;
      return isUnread(index) ? index : index.config.manifests.map(({ digest }) => digest);
    });
    const inside = deniedContents(pod, ran.images, params, (image) => {
      const address = ecrAddressOf(image);
      const stored = address === undefined ? 'absent' : find(ecrImage, address);
      if (stored === 'absent' || isUnread(stored)) return stored;
      const { items, unread } = list(runningImage, { digest: image.digest });
      const running = items.find(({ config }) => config.repository === image.repository);
      return imageParts(fact(platformImages, stored), { platform: running?.config.platform, unread });
    });
    const fails = [...named.fails, ...inside.fails];
    if (fails.length > 0) return inside.unsure ? [...fails, inside.unsure] : fails;
    return named.unsure ?? inside.unsure ?? ran.unread ?? passBecause('Policy denies none of its images.');
  },
});
