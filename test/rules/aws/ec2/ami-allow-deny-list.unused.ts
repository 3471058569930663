import { allowedImagesWith, givenTemplate, imageWith, nodeWith, templateWith } from '../../../support/aws/ec2.ts';
import { clusterWith, nodegroupWith } from '../../../support/aws/eks.ts';

export const strange = { OwnerId: '999988887777', ImageOwnerAlias: undefined, Name: 'golden-7' } as const;
export const autoMode = nodeWith({ Operator: { Managed: true, Principal: 'eks.amazonaws.com' } });
const message = 'no node and no node group uses it';
const unnamed = 'no node and no template of it names an image';

/** Images that no cluster runs, and settings that nobody asks for. */
export const unused = {
  notApplicable: {
    'AWS picks the image of Auto Mode nodes': {
      on: imageWith(),
      beside: [autoMode],
      message: 'only nodes of EKS Auto Mode run it',
    },
    'an image that other instances run': { on: imageWith(strange), beside: [nodeWith({ Tags: [] })], message },
    'an image that only terminated nodes ran': {
      on: imageWith(strange),
      beside: [nodeWith({ State: { Name: 'terminated' } })],
      message,
    },
    'an image of a template version that no node group was given': {
      on: imageWith(strange),
      beside: [
        nodegroupWith(givenTemplate),
        templateWith({ ImageId: 'ami-1' }, { VersionNumber: 2 }),
        templateWith({}),
      ],
      message,
    },
    'the image of an Auto Mode node need not resolve': { on: clusterWith({}), beside: [autoMode], message: unnamed },
    'a terminated node runs nothing': {
      on: clusterWith({}),
      beside: [nodeWith({ State: { Name: 'terminated' } })],
      message: unnamed,
    },
    'a node group that was scaled to nothing leaves the choice to EKS': {
      on: clusterWith({}),
      beside: [nodegroupWith({ scalingConfig: { desiredSize: 0 } })],
      message: unnamed,
    },
    'policy does not ask for the setting': {
      on: allowedImagesWith({ State: 'disabled' }),
      message: 'policy does not ask for it',
    },
  },
};
