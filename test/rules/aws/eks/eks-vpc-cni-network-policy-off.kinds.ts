import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { vpcCniConfig } from '#clouds/kubernetes/vpc-cni-config/resource';
import { vpcCniWith } from '../../../support/aws/addons.ts';
import { clusterWith, nodegroupWith } from '../../../support/aws/eks.ts';
import {
  affine,
  awsNode,
  cniConfig,
  engineOf,
  kindIn,
  nodeOf,
  onlyHybrid,
} from '../../../support/kubernetes/engines.ts';
import { apiWith } from '../../../support/kubernetes/objects.ts';

const shop = clusterWith({});
const auto = clusterWith({}, { computeConfig: { enabled: true } });
const api = apiWith();
const on = 'enableNetworkPolicy: "true"';
const off = vpcCniWith('{"enableNetworkPolicy":"false"}');
const plain = [api, nodeOf()];
const enabled = cniConfig({ 'enable-network-policy-controller': 'true' });

const byAddon = 'Enforced by the add-on vpc-cni.';
const by = (name: string) => `Enforced by the DaemonSet ${name}.`;
const message = 'Nothing enforces network policies on EC2 nodes.';
const onAuto = 'Nothing enforces network policies on nodes of Auto Mode.';
const onHybrid = 'Nothing enforces network policies on hybrid nodes.';
const notThere = 'the VPC CNI enforces nothing there';
const applyConfig = 'set enable-network-policy-controller to "true" in the ConfigMap kube-system/amazon-vpc-cni';

/** The cases of nodes of other kinds than EC2: Auto Mode, Fargate, hybrid ones, and several together. */
export const kinds = {
  pass: {
    'Auto Mode by the ConfigMap': {
      on: auto,
      beside: [api, nodeOf('auto'), enabled],
      message: 'Enforced by Auto Mode.',
    },
    'Auto Mode by the ConfigMap, in capitals, before it has nodes': {
      on: auto,
      beside: [api, cniConfig({ 'enable-network-policy-controller': 'TRUE' })],
      message: 'Enforced by Auto Mode.',
    },
    'Auto Mode and node groups, each by its own': {
      on: auto,
      beside: [...plain, nodeOf('auto'), enabled, vpcCniWith(on)],
      message: 'Enforced by the add-on vpc-cni and Auto Mode.',
    },
    'pods on Fargate are a note': {
      on: shop,
      beside: [...plain, nodeOf('fargate'), vpcCniWith(on)],
      message: `${byAddon} Pods on Fargate are beyond it.`,
    },
    'an engine on hybrid nodes': {
      on: shop,
      beside: [api, nodeOf('hybrid'), engineOf('kube-system/cilium', 1, onlyHybrid)],
      message: by('kube-system/cilium'),
    },
    'hybrid nodes beside others follow these': {
      on: shop,
      beside: [...plain, nodeOf('hybrid'), vpcCniWith(on)],
      message: byAddon,
    },
  },
  fail: {
    'Auto Mode without the ConfigMap, whatever the add-on says': {
      on: auto,
      beside: [api, nodeOf('auto'), vpcCniWith(on)],
      message: onAuto,
      cannot: applyConfig,
    },
    'Auto Mode with the ConfigMap off, whatever engine there is': {
      on: auto,
      beside: [api, cniConfig({ 'enable-network-policy-controller': 'false' }), engineOf('kube-system/cilium', 3)],
      message: onAuto,
      cannot: applyConfig,
    },
    'Auto Mode with a ConfigMap of other things': {
      on: auto,
      beside: [api, cniConfig({ 'enable-windows-ipam': 'true' })],
      message: onAuto,
      cannot: applyConfig,
    },
    'Auto Mode with an empty ConfigMap': {
      on: auto,
      beside: [api, cniConfig(undefined)],
      message: onAuto,
      cannot: applyConfig,
    },
    'Auto Mode is on, and its node groups are not covered': {
      on: auto,
      beside: [api, nodegroupWith(), enabled, off],
      message,
    },
    'neither Auto Mode nor nodes of its own are covered': {
      on: auto,
      beside: [...plain, off],
      message: 'Nothing enforces network policies on EC2 nodes and nodes of Auto Mode.',
      cannot: applyConfig,
    },
    'Auto Mode that is off has no say': {
      on: clusterWith({}, { computeConfig: { enabled: false } }),
      beside: [...plain, enabled, off],
      message,
    },
    'pods on Fargate are a note of a finding, too': {
      on: shop,
      beside: [...plain, nodeOf('fargate'), off],
      message: `${message} Pods on Fargate are beyond it.`,
    },
    'Fargate alone, whatever the add-on says': {
      on: shop,
      beside: [api, nodeOf('fargate'), vpcCniWith(on)],
      message: 'Nothing enforces network policies on Fargate.',
      grade: 'low',
      cannot: notThere,
    },
    'hybrid nodes alone, where the VPC CNI does not run': {
      on: shop,
      beside: [api, nodeOf('hybrid'), vpcCniWith(on), awsNode(1, '--enable-network-policy=true')],
      message: onHybrid,
      cannot: notThere,
    },
    'hybrid nodes that no engine takes': {
      on: shop,
      beside: [api, nodeOf('hybrid'), engineOf('kube-system/cilium', 1, affine(kindIn('NotIn', 'hybrid')))],
      message: onHybrid,
      cannot: notThere,
    },
    'hybrid nodes whose engine has no ready pods, beside Fargate': {
      on: shop,
      beside: [api, nodeOf('hybrid'), nodeOf('fargate'), engineOf('kube-system/cilium', 0)],
      message: `${onHybrid} Pods on Fargate are beyond it.`,
      cannot: notThere,
    },
  },
  unknown: {
    'an Auto Mode cluster with node groups whose inside was not read': {
      on: auto,
      beside: [vpcCniWith(on), nodegroupWith()],
      hidden: [kubernetesApi],
      reason: 'denied',
    },
    'the node groups of a cluster on Fargate were not read': {
      on: shop,
      beside: [api, nodeOf('fargate')],
      hidden: [eksNodegroup],
      reason: 'denied',
    },
    'the ConfigMap of Auto Mode was not read': {
      on: auto,
      beside: [api, nodeOf('auto')],
      hidden: [vpcCniConfig],
      reason: 'denied',
      message: 'get configmaps/amazon-vpc-cni was refused.',
    },
  },
} as const;
