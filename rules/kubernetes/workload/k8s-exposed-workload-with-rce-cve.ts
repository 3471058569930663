import { z } from 'zod';
import { reachedContainers } from '#clouds/kubernetes/workload/reached-facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { flawSeverities } from '#clouds/image-flaw-facts';
import { hazardOf, scansOfImages } from '#clouds/managed-cluster/image-hazard-facts';
import { count } from '#lib/params';
import { defineRule, fail, isUnread, pass, unknown } from '#rule';

export default defineRule({
  id: 'k8s-exposed-workload-with-rce-cve',
  on: workloads,
  uses: [reachedContainers, ...scansOfImages],
  title: 'What the internet reaches runs images without grave vulnerabilities',
  severity: 'critical',
  grades: ['high'],
  control: 'images-free-of-known-vulnerabilities',
  why: 'Anybody can try a known flaw where it answers to the internet, and takes what the workload may do.',
  fix: 'Build the image again on patched packages and roll it out, or close the way in until then.',
  references: [
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html',
    'https://cloud.google.com/artifact-analysis/docs/container-scanning-overview',
  ],
  peers: ['kubescape:C-0083', 'kubescape:C-0084'],
  timed: true,
  params: z.object({ minSeverity: z.enum(flawSeverities).default('CRITICAL'), maxScanAgeDays: count(30) }),

  evaluate(it, { find, list, listAll, fact, params, at }) {
    const { containers, unread } = fact(reachedContainers, it);
    const judged = containers.map((one) => {
      const hazards = one.images.map((image) => hazardOf(image, { find, list, listAll, fact }, { ...params, at }));
      const found = hazards.flatMap((hazard) => (hazard && !isUnread(hazard) ? [hazard] : []));
      const untold = one.images.length === 0 ? (one.unread ?? notTold(one.container)) : hazards.find(isUnread);
      return { ...one, hazard: found.find(({ isExploited }) => isExploited) ?? found[0], untold };
    });
    const sure = judged.flatMap(({ isSure, hazard, door, ...one }) =>
      isSure && hazard && !isUnread(door) ? [{ ...one, door, hazard }] : [],
    );
    const worst = sure.find(({ hazard }) => hazard.isExploited) ?? sure[0];
    if (worst) {
      const { container, door, hazard } = worst;
      const from = door.limits.length > 0 ? door.limits.join(', ') : 'the internet';
      const message = `${hazard.message} It answers in ${container}, which ${from} reaches through ${door.through}.`;
      const grade = hazard.isExploited ? undefined : ('high' as const);
      return fail(message, [door.seen, ...hazard.seen], { grade });
    }
    const doubtful = judged.find(({ hazard }) => hazard);
    if (doubtful && isUnread(doubtful.door)) return doubtful.door;
    if (doubtful) return unknown('outside', `Whether ${doubtful.container} is what answers is not told.`);
    return judged.map(({ untold }) => untold).find(isUnread) ?? unread ?? pass();
  },
});

const notTold = (container: string) => unknown('not-found', `Which image ${container} runs is not told.`);
