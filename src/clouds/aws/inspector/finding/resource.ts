import type { Finding } from '@aws-sdk/client-inspector2';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';
import { findingOf } from './components.ts';

/** A finding of Amazon Inspector on a container image: an entry of `ListFindings`. */
export const inspectorFinding = defineType({
  name: 'inspector.finding',
  scope: 'aws-region',
  reads: ['inspector2:ListFindings'],
  changedBy: ['inspector2:CreateFilter', 'inspector2:UpdateFilter', 'inspector2:DeleteFilter', 'inspector2:Disable'],
  config: wire<Finding>(),
  keys: {
    digest: ({ resources }) => resources?.flatMap(({ details }) => details?.awsEcrContainerImage?.imageHash ?? []),
  },
  home: regionOf,
  components: { kinds: ['scan'], read: findingOf },
});
