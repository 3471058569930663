import { z } from 'zod';
import { ecrAddressOf } from '#clouds/aws/ecr/image/address-facts';
import { ecrImageIndex } from '#clouds/aws/ecr/image-index/resource';
import { toldOf } from '#clouds/kubernetes/workload/container-facts';
import { deniedImages, ranImages } from '#clouds/kubernetes/workload/denied-image-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { fromList, nameList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'k8s-image-deny-list',
  on: workloads,
  uses: [podSecurity, ranImages, ecrImageIndex],
  title: 'No workload runs or names an image that policy denies',
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
  }),
  exempts: 'images',

  evaluate(it, { fact, find, params }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const denials = [params.denyImages, params.denyDigests, params.denyRegistries];
    if (denials.every((entries) => entries.length === 0)) return notApplicable('Policy denies no image.');
    const ran = fact(ranImages, it);
    const { words, seen, unsure } = deniedImages(pod, ran.images, params, (image) => {
      const address = ecrAddressOf(image);
      const index = address === undefined ? 'absent' : find(ecrImageIndex, `${address}/index`);
      if (index === 'absent') return undefined;
      return isUnread(index) ? index : index.config.manifests.map(({ digest }) => digest);
    });
    if (seen.length > 0) return fail(toldOf(pod, `Policy denies images of it: ${words}.`), seen);
    return unsure ?? ran.unread ?? passBecause('Policy denies none of its images.');
  },
});
