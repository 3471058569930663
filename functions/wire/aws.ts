import { awsCloud, type AwsSettings } from '#clouds/aws/cloud';
import { awsTypes } from '#clouds/aws/types';
import { clusterTypes } from '#clouds/kubernetes/types';
import type { CloudParts } from './parts.ts';

/** AWS and the clusters in it. `more` is for tests: without it the function's own role is who asks. */
export const awsPartsWith = (more: Partial<AwsSettings> = {}): CloudParts => ({
  name: 'aws',
  types: [...awsTypes, ...clusterTypes],
  open: ({ gate, clock, config, known }) => {
    const entries = config.targets?.aws;
    const accounts = entries?.filter(({ organization }) => !organization);
    const organizations = entries?.flatMap(({ organization, role, ...rest }) =>
      organization && role !== undefined ? [{ ...rest, role }] : [],
    );
    const members = known && [...new Set(known.map((id) => id.split(':')[1] ?? ''))];
    const places = { ...(accounts && { accounts }), ...(organizations && { organizations }) };
    return Promise.resolve(awsCloud({ gate, clock, ...places, ...(members && { members }), ...more }));
  },
});

export const awsParts = awsPartsWith();
