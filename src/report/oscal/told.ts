import type { Scan } from '#model';
import { ours, uuidOf } from './identity.ts';

/** What every part of one document shares: the scan that it tells of, and the tool that found it. */
export interface Told {
  readonly scan: Scan;
  readonly origins: readonly { readonly actors: readonly { readonly type: 'tool'; readonly 'actor-uuid': string }[] }[];
}

/** What the parts of a document about this scan share. */
export const toldOf = (scan: Scan, version: string): Told => ({
  scan,
  origins: [{ actors: [{ type: 'tool', 'actor-uuid': toolId(version) }] }],
});

/** The tool and its platform, among the assets of the assessment. */
export const assetsOf = (version: string) => ({
  components: [
    {
      uuid: toolId(version),
      type: 'software',
      title: 'Shoalwatch',
      description: 'Audits EKS, AKS, GKE and the cloud around them by what their APIs answer.',
      props: ours({ version }),
      status: { state: 'operational' },
    },
  ],
  'assessment-platforms': [
    {
      uuid: uuidOf('platform', version),
      title: 'Shoalwatch',
      'uses-components': [{ 'component-uuid': toolId(version) }],
    },
  ],
});

const toolId = (version: string): string => uuidOf('tool', version);
