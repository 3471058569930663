import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-node-image-not-cos';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const pool = (imageType?: string, name = 'system', image?: string) => ({
  name,
  config: { imageType, ...(image !== undefined && { nodeImageConfig: { image } }) },
});
const auto = (enableNodeAutoprovisioning: boolean, imageType?: string) => ({
  autoscaling: { enableNodeAutoprovisioning, autoprovisioningNodePoolDefaults: { imageType } },
});
const says = (image: string, label = 'Node pool system') => `${label} makes nodes from the image ${image}.`;
const key = 'system';
const gone = 'GKE makes no new nodes from the image that stands: it could not be given back';
const ownImage = 'the image is your own: whoever makes it says what takes its place';
const cos = 'COS_CONTAINERD';

testRule(rule, {
  pass: {
    'Container-Optimized OS with containerd': { on: gkeWith({ nodePools: [pool(cos)] }) },
    'in small letters': { on: gkeWith({ nodePools: [pool('cos_containerd')] }) },
    'another image that policy allows': {
      on: gkeWith({ nodePools: [pool('UBUNTU_CONTAINERD')] }),
      params: { allowedImages: ['UBUNTU_CONTAINERD'] },
    },
    'an image of your own that policy allows': {
      on: gkeWith({ nodePools: [pool('CUSTOM_CONTAINERD', 'system', 'gke-hardened-7')] }),
      params: { allowedImages: ['gke-hardened-7'] },
    },
    'auto-provisioning without an image has the default one': {
      on: gkeWith({ nodePools: [pool(cos)], ...auto(true) }),
    },
    'defaults count only while auto-provisioning is on': {
      on: gkeWith({ nodePools: [pool(cos)], ...auto(false, 'UBUNTU_CONTAINERD') }),
    },
  },
  fail: {
    Ubuntu: { on: gkeWith({ nodePools: [pool('UBUNTU_CONTAINERD')] }), key, message: says('UBUNTU_CONTAINERD') },
    'Ubuntu with Docker': {
      on: gkeWith({ nodePools: [pool('UBUNTU')] }),
      key,
      message: says('UBUNTU'),
      cannot: gone,
    },
    'Container-Optimized OS where policy allows Ubuntu': {
      on: gkeWith({ nodePools: [pool(cos)] }),
      params: { allowedImages: ['gke-hardened-7', 'UBUNTU_CONTAINERD'] },
      key,
      message: says(cos),
    },
    'an image of GKE where policy allows your own alone': {
      on: gkeWith({ nodePools: [pool(cos)] }),
      params: { allowedImages: ['gke-hardened-7'] },
      key,
      message: says(cos),
      cannot: 'allowedImages names no image of GKE for Linux',
    },
    'Ubuntu with accelerators': {
      on: gkeWith({
        nodePools: [
          {
            name: 'system',
            config: { imageType: 'UBUNTU_CONTAINERD', accelerators: [{ acceleratorType: 'nvidia-l4' }] },
          },
        ],
      }),
      key,
      message: says('UBUNTU_CONTAINERD'),
      cannot: 'the drivers of its accelerators are made for the image that stands',
    },
    'node auto-provisioning': {
      on: gkeWith({ nodePools: [], ...auto(true, 'UBUNTU_CONTAINERD') }),
      key: 'auto-provisioning defaults',
      message: says('UBUNTU_CONTAINERD', 'Node auto-provisioning'),
      cannot: 'the defaults of node auto-provisioning are replaced as a whole: set them there',
    },
    'Container-Optimized OS with Docker': {
      on: gkeWith({ nodePools: [pool('COS')] }),
      key,
      message: says('COS'),
      cannot: gone,
    },
    'an image of your own': {
      on: gkeWith({ nodePools: [pool('CUSTOM_CONTAINERD', 'system', 'gke-hardened-7')] }),
      key,
      cannot: ownImage,
      message: says('gke-hardened-7'),
    },
    'an image of your own, whatever type is said': {
      on: gkeWith({ nodePools: [pool(cos, 'system', 'gke-hardened-7')] }),
      key,
      cannot: ownImage,
      message: says('gke-hardened-7'),
    },
    'an image of your own that is not named': {
      on: gkeWith({ nodePools: [pool('CUSTOM_CONTAINERD')] }),
      key,
      cannot: ownImage,
      message: says('CUSTOM_CONTAINERD'),
    },
    'each pool is a finding of its own, and auto-provisioning': {
      on: gkeWith({
        nodePools: [pool('COS'), pool(cos, 'good'), pool('UBUNTU', 'batch')],
        ...auto(true, 'UBUNTU_CONTAINERD'),
      }),
      key,
      message: says('COS'),
      cannot: gone,
      also: [says('UBUNTU', 'Node pool batch'), says('UBUNTU_CONTAINERD', 'Node auto-provisioning')],
    },
  },
  unknown: {
    'a pool without an image': {
      on: gkeWith({ nodePools: [pool()] }),
      reason: 'field-missing',
      message: 'The answer has no nodePools[0].config.imageType.',
    },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
  notApplicable: {
    'Windows pools': {
      on: gkeWith({ nodePools: [pool('WINDOWS_LTSC_CONTAINERD')] }),
      message: 'Windows nodes have images of their own',
    },
    Autopilot: { on: gkeWith({ autopilot: { enabled: true } }), message: 'Google enforces it on Autopilot clusters' },
    'no pools': { on: gkeWith({ nodePools: [] }), message: 'the cluster has no node pools' },
  },
});

it('the evidence is the image that decided', () => {
  const at = (of: ReturnType<typeof pool>) => judgedBy(rule, gkeWith({ nodePools: [of] })).judgements[0]?.evidence;
  expect(at(pool('COS'))).toEqual([{ at: 'nodePools[0].config.imageType', actual: 'COS', expected: [cos] }]);
  expect(at(pool(cos, 'system', 'own'))).toEqual([
    { at: 'nodePools[0].config.nodeImageConfig.image', actual: 'own', expected: [cos] },
  ]);
});
