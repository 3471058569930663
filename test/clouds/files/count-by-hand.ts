import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Finds objects of the judged types in recorded files without the code under test: any object, however deep and
 * whatever is around it, that has the fields of such an object. YAML is looked at line by line.
 */
export interface Seen {
  readonly folder: string;
  readonly path: string;
  readonly type: string;
  /** What the inventory has to hold in its configuration or its id. */
  readonly mark: string;
}

type Json = Readonly<Record<string, unknown>>;
type Sight = readonly [type: string, mark: unknown] | undefined;

export function seenIn(root: string): Seen[] {
  const names = readdirSync(root, { recursive: true, withFileTypes: true }).filter((it) => it.isFile());
  return names.flatMap(({ parentPath, name }) => {
    const file = join(parentPath, name);
    const path = file.slice(root.length + 1);
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
    const text = readFileSync(file, 'utf8');
    const marks = /\.ya?ml$/.test(name) ? inYaml(text) : inJson(text);
    return marks.map(([type, mark]) => ({ folder, path, type, mark: String(mark) }));
  });
}

function inJson(text: string): (readonly [string, unknown])[] {
  const found: (readonly [string, unknown])[] = [];
  const look = (value: unknown): void => {
    if (typeof value === 'string' && /^\s*\{"/.test(value)) tryParse(value, look);
    if (Array.isArray(value)) value.forEach(look);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const it = value as Json;
    const sight = sightOf(it);
    const listed = kinds[String(it['kind']).replace(/List$/, '')];
    if (sight) found.push(sight);
    else if (listed !== undefined && Array.isArray(it['items']))
      found.push(...it['items'].map((one) => [listed, nameOf(one)] as const));
    // What is asked for, what was deleted, and roles inside their profiles are no answers about objects.
    else if (it['kind'] === 'AdmissionReview') return;
    else if (isExchange(it)) look((it['request'] as Json)['method'] === 'DELETE' ? undefined : it['response']);
    else if (!('InstanceProfileName' in it))
      for (const [key, one] of Object.entries(it)) if (!asked.has(key)) look(one);
  };
  for (const piece of text.split(/(?<=^\})\s*\n(?=\{)/m)) tryParse(piece, look);
  return found;
}

const asked = new Set(['parameters', 'input', 'annotations']);

const isExchange = (it: Json): boolean =>
  typeof it['request'] === 'object' && it['request'] !== null && 'response' in it && 'method' in it['request'];

function tryParse(text: string, use: (value: unknown) => void): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return;
  }
  use(value);
}

function sightOf(it: Json): Sight {
  const has = (...keys: string[]): boolean => keys.every((key) => key in it);
  const text = (key: string): string => (typeof it[key] === 'string' ? it[key] : '');
  if (has('GroupId', 'IpPermissions')) return ['ec2.security-group', it['GroupId']];
  if (has('InstanceId', 'ImageId', 'Placement')) return ['ec2.instance', it['InstanceId']];
  if (has('VolumeId', 'Size', 'AvailabilityZone')) return ['ec2.volume', it['VolumeId']];
  if (has('SubnetId', 'CidrBlock', 'VpcId')) return ['ec2.subnet', it['SubnetId']];
  if (has('NetworkInterfaceId', 'Groups', 'VpcId')) return ['ec2.network-interface', it['NetworkInterfaceId']];
  if (has('RouteTableId', 'Routes', 'VpcId')) return ['ec2.route-table', it['RouteTableId']];
  if (has('LoadBalancerArn', 'Scheme', 'VpcId')) return ['elbv2.load-balancer', it['LoadBalancerArn']];
  if (has('ListenerArn', 'Protocol', 'Port')) return ['elbv2.listener', it['ListenerArn']];
  if (has('ResourceArn', 'Tags') && text('ResourceArn').includes(':loadbalancer/'))
    return ['elbv2.load-balancer-tags', it['ResourceArn']];
  if (has('NetworkAclId', 'Entries', 'VpcId')) return ['ec2.network-acl', it['NetworkAclId']];
  if (has('ImageId', 'RootDeviceType', 'Architecture')) return ['ec2.image', it['ImageId']];
  if (has('LaunchTemplateId', 'VersionNumber', 'LaunchTemplateData'))
    return ['ec2.launch-template-version', it['LaunchTemplateId']];
  if (has('resourcesVpcConfig', 'arn') && /:eks:.*:cluster\//.test(text('arn'))) return ['eks.cluster', it['arn']];
  if (has('nodegroupArn', 'clusterName')) return ['eks.nodegroup', it['nodegroupArn']];
  if (has('RoleName', 'AssumeRolePolicyDocument', 'Arn')) return ['iam.role', it['Arn']];
  if (has('PolicyVersionList', 'Arn')) return ['iam.policy', it['Arn']];
  if (has('KeyId', 'KeyState') || has('KeyId', 'KeyUsage', 'Origin')) return ['kms.key', it['KeyId']];
  if (/:ecr:.*:repository\//.test(text('repositoryArn')) && has('repositoryUri'))
    return ['ecr.repository', it['repositoryArn']];
  if (has('imageDigest', 'imagePushedAt', 'repositoryName', 'registryId')) return ['ecr.image', it['imageDigest']];
  return armSight(it) ?? googleSight(it) ?? kubernetesSight(it['kind'], it);
}

const armTypes: readonly (readonly [RegExp, string])[] = [
  [/\/microsoft\.containerservice\/managedclusters\/[^/]+$/i, 'aks.cluster'],
  [/\/microsoft\.compute\/virtualmachinescalesets\/[^/]+$/i, 'azure.scale-set'],
  [/\/microsoft\.network\/networksecuritygroups\/[^/]+$/i, 'azure.nsg'],
  [/\/microsoft\.network\/virtualnetworks\/[^/]+$/i, 'azure.virtual-network'],
  [/\/microsoft\.containerregistry\/registries\/[^/]+$/i, 'acr.registry'],
];

function armSight(it: Json): Sight {
  const { id, location, properties } = it;
  if (typeof id !== 'string' || typeof location !== 'string' || typeof properties !== 'object') return undefined;
  const type = armTypes.find(([pattern]) => pattern.test(id))?.[1];
  return type === undefined ? undefined : [type, id.toLowerCase()];
}

function googleSight(it: Json): Sight {
  if (it['kind'] === 'compute#firewall') return ['gcp.firewall', it['name']];
  if (it['kind'] === 'compute#network') return ['gcp.network', it['name']];
  if (it['kind'] === 'compute#subnetwork') return ['gcp.subnetwork', it['selfLink']];
  const name = String(it['name']);
  if (/^projects\/.*\/cryptoKeys\/[^/]+$/.test(name) && 'purpose' in it) return ['gcp.kms-key', name];
  if (/^projects\/.*\/repositories\/[^/]+$/.test(name) && 'format' in it) return ['gcp.artifact-registry', name];
  return 'currentMasterVersion' in it && 'nodePools' in it ? ['gke.cluster', it['name']] : undefined;
}

const kinds: Readonly<Record<string, string>> = {
  Pod: 'k8s.pod',
  Deployment: 'k8s.deployment',
  ReplicaSet: 'k8s.replica-set',
  StatefulSet: 'k8s.stateful-set',
  DaemonSet: 'k8s.daemon-set',
  Job: 'k8s.job',
  CronJob: 'k8s.cron-job',
  Namespace: 'k8s.namespace',
  ServiceAccount: 'k8s.service-account',
  LimitRange: 'k8s.limit-range',
  ResourceQuota: 'k8s.resource-quota',
  Service: 'k8s.service',
  Ingress: 'k8s.ingress',
  IngressClass: 'k8s.ingress-class',
  PersistentVolume: 'k8s.persistent-volume',
  StorageClass: 'k8s.storage-class',
  MutatingWebhookConfiguration: 'k8s.mutating-webhook-configuration',
  ValidatingWebhookConfiguration: 'k8s.validating-webhook-configuration',
  Role: 'k8s.role',
  RoleBinding: 'k8s.role-binding',
  ClusterRole: 'k8s.cluster-role',
  ClusterRoleBinding: 'k8s.cluster-role-binding',
  NetworkPolicy: 'k8s.network-policy',
};

const workloads = new Set(['Pod', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob']);

function kubernetesSight(kind: unknown, it: Json): Sight {
  if (typeof kind !== 'string' || typeof it['apiVersion'] !== 'string' || !(kind in kinds)) return undefined;
  if (/gatekeeper|openshift/.test(it['apiVersion'])) return undefined;
  const name = nameOf(it);
  return name === undefined ? undefined : [kinds[kind] ?? '', name];
}

const nameOf = (it: unknown): unknown => ((it as Json)['metadata'] as Json | undefined)?.['name'];

/** Documents of a YAML text that begin with an apiVersion and a kind at the margin; templates do not count. */
function inYaml(text: string): (readonly [string, unknown])[] {
  const recorded = [...text.matchAll(/^ +string: '(\{.*\})/gm)].map(([, body = '']) => body.replaceAll("''", "'"));
  if (recorded.length > 0) return recorded.flatMap(inJson);
  return text.split(/^---.*$/m).flatMap((document) => {
    const kind = /^kind: *["']?(\w+)/m.exec(document)?.[1] ?? '';
    const name = /^metadata:[ \t]*\n(?:[ \t]+.*\n|\s*#.*\n)*?[ \t]+name: *["']?([^\s"']+)/m.exec(document)?.[1];
    const api = /^apiVersion: *["']?([\w./]+)/m.exec(document)?.[1] ?? '';
    if (!(kind in kinds) || name === undefined || /openshift|gatekeeper/.test(api) || /\{\{/.test(document)) return [];
    if (workloads.has(kind) && !/^\s+-? ?containers:/m.test(document)) return [];
    if (workloads.has(kind) && kind !== 'Pod' && !/^\s+template:/m.test(document)) return [];
    return [[kinds[kind] ?? '', name] as const];
  });
}
