import { z } from 'zod';
import {
  analysisOfImage,
  flawsFound,
  isAnalysed,
  mayHideFlaws,
} from '#clouds/gcp/container-analysis/image-analysis/facts';
import { imageAnalysis } from '#clouds/gcp/container-analysis/image-analysis/resource';
import { flawSeverities, worstFlaw } from '#clouds/image-flaw-facts';
import { runningImage } from '#clouds/kubernetes/image/resource';
import { isSystemImage } from '#clouds/kubernetes/image/system-registry-facts';
import { count, flag, fromList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, passBecause, unknown } from '#rule';

export default defineRule({
  id: 'gar-image-vulnerabilities',
  on: runningImage,
  uses: [imageAnalysis],
  title: 'Images of Artifact Registry that run hold no grave vulnerabilities',
  severity: 'high',
  grades: ['critical'],
  control: 'images-free-of-known-vulnerabilities',
  why: 'A known vulnerability in a running image is the easiest way into a pod.',
  fix: 'Build the image again on patched packages and roll it out, or replace the component.',
  references: ['https://cloud.google.com/artifact-analysis/docs/container-scanning-overview'],
  peers: ['kubescape:C-0083', 'kubescape:C-0085'],
  timed: true,
  params: z.object({
    minSeverity: z.enum(flawSeverities).default('HIGH'),
    maxFindings: count(0),
    onlyFixable: flag(false),
    maxScanAgeDays: count(30),
    denyCves: fromList('deny.cves'),
  }),

  evaluate({ config }, { find, params, at }) {
    const address = analysisOfImage(config);
    if (address === undefined) return notApplicable('It is in no Artifact Registry.');
    if (isSystemImage(config.repository, 'gke')) return notApplicable('Google builds it for GKE.');
    const analysis = find(imageAnalysis, address);
    if (isUnread(analysis)) return analysis;
    if (analysis === 'absent') return unknown('not-found', 'Artifact Analysis knows nothing of the image.');
    if (!isAnalysed(config.platform))
      return unknown(
        'not-found',
        'Which image behind its digest runs is not known: the one for linux/amd64 was analysed.',
      );
    const worst = worstFlaw(flawsFound(analysis), params);
    const grade = worst?.isDenied ? 'critical' : undefined;
    const found = worst && fail(worst.message, worst.seen, { grade });
    const hidden = mayHideFlaws(analysis, params.maxScanAgeDays, at);
    return found ?? hidden ?? passBecause('Its analysis has no findings beyond what policy tolerates.');
  },
});
