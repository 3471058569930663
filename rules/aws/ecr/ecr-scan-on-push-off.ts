import { z } from 'zod';
import { scanCoverage, scanCoverageAround, scanState, scanTypeOf } from '#clouds/aws/ecr/registry-scanning/facts';
import { ecrRegistryScanning } from '#clouds/aws/ecr/registry-scanning/resource';
import { ecrRepository } from '#clouds/aws/ecr/repository/resource';
import { scanningOnPush } from '#clouds/aws/ecr/repository/scan-actions';
import { flag } from '#lib/params';
import { clip, plural } from '#lib/text';
import { defineRule, fail, isUnread, notApplicable, pass, passBecause } from '#rule';

export default defineRule({
  id: 'ecr-scan-on-push-off',
  on: [ecrRepository, ecrRegistryScanning],
  uses: [scanState, scanCoverage, scanCoverageAround],
  title: 'Images are scanned for vulnerabilities when they are pushed',
  severity: 'medium',
  grades: ['low'],
  control: 'images-scanned',
  why: 'A vulnerability that nobody looked for is found by whoever uses it.',
  fix: 'Give the registry a rule that scans every repository on push; where it scans with Inspector, turn that on.',
  references: ['https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html'],
  peers: [
    'kube-bench:eks-1.8.0/5.1.1',
    'kubescape:C-0221',
    'prowler:ecr_registry_enhanced_scanning_enabled',
    'prowler:ecr_registry_scan_images_on_push_enabled',
    'prowler:ecr_repositories_scan_images_on_push_enabled',
    'securityhub:ECR.1',
    'trivy:AVD-AWS-0030',
  ],
  params: z.object({ requireEnhanced: flag(false) }),

  evaluate(it, { fact, params }) {
    if (it.type === 'ecr.repository') {
      const state = fact(scanState, it);
      if (isUnread(state)) return state;
      if (state.scanned) return passBecause('Its images are scanned by themselves.');
      const around = fact(scanCoverageAround, it);
      if (isUnread(around)) return around;
      if (around.isMost) return notApplicable('most repositories are not scanned: the registry is judged');
      return fail('Its images are scanned only when somebody asks for it.', state.seen);
    }
    const coverage = fact(scanCoverage, it);
    const type = scanTypeOf(it);
    if (isUnread(coverage)) return coverage;
    const { repositories, unscanned, isMost } = coverage;
    if (repositories === 0) return notApplicable('the registry holds no repository');
    const names = clip(unscanned.map(({ name }) => name).join(', '), 200);
    const message = `Images of ${unscanned.length} of ${plural(repositories, 'repository')} are not scanned: ${names}.`;
    const seen = unscanned.map((one) => one.seen);
    const basic = { at: '', actual: type, expected: 'ENHANCED' };
    const low = fail('The registry scans with BASIC.', basic, { key: 'scan-type', grade: 'low' });
    const enhanced = params.requireEnhanced && type !== 'ENHANCED' ? [isUnread(type) ? type : low] : [];
    return [isMost ? fail(message, seen) : pass(), ...enhanced];
  },

  remediation: scanningOnPush,
});
