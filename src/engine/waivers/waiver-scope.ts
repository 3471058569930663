import type { Finding, Waiver, WaiverScope } from '#model';
import { severities } from '#model';

type Asked = Pick<Finding, 'id' | 'rule' | 'resource' | 'key' | 'created' | 'severity'>;

/**
 * Whether a waiver speaks about a finding, whatever the time. A rule and exact addresses decide: no name, no pattern and
 * no tag. A finding that is graver than what was accepted is not covered, nor is an object that was made again.
 */
export function covers({ rule, upTo, ...scope }: Pick<Waiver, 'rule' | 'upTo'> & WaiverScope, it: Asked): boolean {
  if (rule !== it.rule || (upTo !== undefined && isGraver(it, upTo))) return false;
  return isInside(scope, it);
}

/** Whether a finding is graver than what was accepted. */
export const isGraver = ({ severity }: Pick<Finding, 'severity'>, upTo: Finding['severity']): boolean =>
  severities.indexOf(severity) < severities.indexOf(upTo);

/** Whether what a finding is about lies in a scope. */
export function isInside(scope: WaiverScope, it: Omit<Asked, 'severity' | 'rule'>): boolean {
  if ('cluster' in scope) return isOfCluster(written(scope.cluster), it.resource);
  if ('target' in scope) return isOfTarget(written(scope.target), it.resource.target);
  const { resource, key, finding, created } = scope;
  if (written(resource) !== it.resource.id || (created !== undefined && created !== it.created)) return false;
  return finding === undefined ? key === undefined || key === it.key : finding === it.id;
}

/** The place that a scope names, without the one object or finding there that it was asked for. */
export function placeIn(it: WaiverScope): WaiverScope {
  if ('cluster' in it) return { cluster: it.cluster };
  if ('target' in it) return { target: it.target };
  return { resource: it.resource, ...(it.key !== undefined && { key: it.key }) };
}

const eksCluster = /^(arn:[a-z-]+:eks:[a-z0-9-]*:\d*:)cluster\/([^/]+)$/;
const aksCluster =
  /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.containerservice\/managedclusters\/[^/]+$/;
const gkeCluster = /^\/\/container\.googleapis\.com\/projects\/[^/]+\/(?:locations|zones)\/[^/]+\/clusters\/[^/]+$/;

/** Whether a text is the address of a cluster, and not of something that holds more. */
export const isCluster = (text: string): boolean =>
  [eksCluster, aksCluster, gkeCluster].some((shape) => shape.test(written(text)));

/** The shape of an AWS account over its regions. */
export const accountShape = /^aws:\d{12}$/;
const targets = [
  accountShape,
  /^aws:\d{12}:[a-z0-9-]+$/,
  /^azure:[0-9a-f-]{36}$/,
  /^gcp:[^:/]+(?::[^:/]+)?$/,
  /^k8s:.+$/,
  /^(?:aws|azure|gcp|kubernetes):files:.+$/,
];

/** Whether a text is the id of a target, or of an AWS account over its regions. */
export const isTarget = (text: string): boolean => targets.some((shape) => shape.test(written(text)));

function isOfCluster(cluster: string, { id, target }: Finding['resource']): boolean {
  if (id === cluster || target === `k8s:${cluster}`) return true;
  const [, place, name] = eksCluster.exec(cluster) ?? [];
  if (place === undefined) return isCluster(cluster) && id.startsWith(`${cluster}/`);
  const [, named, ...more] = id.split('/');
  return id.startsWith(place) && named === name && more.length > 0;
}

const isOfTarget = (asked: string, target: string): boolean =>
  asked === target || (accountShape.test(asked) && target.startsWith(`${asked}:`));

/** Addresses of Azure are compared in lower case, as they are kept. */
const written = (address: string): string =>
  /^(?:k8s:)?\/subscriptions\//i.test(address) || /^azure:[0-9a-f-]{36}$/i.test(address)
    ? address.toLowerCase()
    : address;

const ofCluster =
  /^(arn:[a-z-]+:eks:[a-z0-9-]*:\d*:)[a-z-]+\/([^/]+)\/|^(\/subscriptions\/.+\/managedclusters\/[^/]+|\/\/container\.googleapis\.com\/.+\/clusters\/[^/]+)\//;

/** The cluster that something belongs to, as far as its address or its target says so. */
export function clusterOf({ id, target }: Pick<Finding['resource'], 'id' | 'target'>): string | undefined {
  if (target.startsWith('k8s:')) return target.slice('k8s:'.length);
  if (isCluster(id)) return id;
  const [, place, name = '', cluster] = ofCluster.exec(id) ?? [];
  return place === undefined ? cluster : `${place}cluster/${name}`;
}

/** The AWS account of a target, which holds it over all regions. */
export const accountOf = (target: string): string | undefined => /^(aws:\d{12}):/.exec(target)?.[1];
