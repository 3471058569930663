import { z } from 'zod';
import { ecrAddressOf, isUsed, repositoryPathOf } from '#clouds/aws/ecr/image/address-facts';
import { imageFor, newestImage, platformImages } from '#clouds/aws/ecr/image/facts';
import { gradeOf, worstHazard } from '#clouds/aws/ecr/image/hazard-facts';
import { ecrImage } from '#clouds/aws/ecr/image/resource';
import { severities } from '#clouds/aws/ecr/image-scan/facts';
import { runningImage } from '#clouds/kubernetes/image/resource';
import { managedClusters } from '#clouds/managed-cluster/resource';
import { count, flag, fromList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, passBecause, unknown } from '#rule';

export default defineRule({
  id: 'ecr-image-critical-cves',
  on: [runningImage, ecrImage],
  uses: [ecrImage, runningImage, ...managedClusters, newestImage, platformImages],
  title: 'Images in use, and the newest of each repository, hold no grave vulnerabilities',
  severity: 'high',
  grades: ['critical', 'high', 'medium'],
  control: 'images-free-of-known-vulnerabilities',
  why: 'A known vulnerability in a running image is the easiest way into a pod.',
  fix: 'Build the image again on patched packages and roll it out, or replace the component.',
  references: ['https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html'],
  peers: [
    'kubescape:C-0083',
    'kubescape:C-0084',
    'kubescape:C-0085',
    'prowler:ecr_repositories_scan_vulnerabilities_in_latest_image',
  ],
  timed: true,
  params: z.object({
    minSeverity: z.enum(severities).default('HIGH'),
    maxFindings: count(0),
    denyCves: fromList('deny.cves'),
    ignoreUnfixed: flag(false),
    maxScanAgeDays: count(30),
    includeIdle: flag(false),
  }),

  evaluate(it, { find, fact, listAll, params, at }) {
    const running = it.type === 'k8s.image';
    const address = running ? ecrAddressOf(it.config) : it.id;
    if (address === undefined) return notApplicable('It is in no private ECR registry.');
    const image = running ? find(ecrImage, address) : it;
    if (isUnread(image)) return image;
    if (image === 'absent') return unknown('not-found', 'ECR no longer holds the image.');
    const newest = running ? address : fact(newestImage, it);
    if (isUnread(newest)) return newest;
    if (newest !== address) return notApplicable('It is not the newest image of its repository.');
    if (!running && !params.includeIdle) {
      const clusters = () => managedClusters.map((type) => listAll(type, {}));
      const used = isUsed(address, listAll(runningImage, { path: repositoryPathOf(address) }), clusters);
      if (used) return isUnread(used) ? used : notApplicable('A cluster runs an image of its repository.');
    }
    const images = fact(platformImages, image);
    const worst = worstHazard(running ? imageFor(images, it.config.platform) : images, params, at);
    if (isUnread(worst)) return worst;
    if (!worst) return passBecause('Its scan has no findings beyond what policy tolerates.');
    return fail(worst.message, worst.seen, { grade: gradeOf(worst, running) });
  },
});
