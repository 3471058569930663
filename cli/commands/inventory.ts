import type { Command } from 'commander';
import { forTerminalLine } from '#lib/escape/terminal';
import { forJson } from '#lib/escape/json';
import { plural } from '#lib/text';
import { refOf, type ResourceRef } from '#model';
import { schemaVersion } from '#report/output';
import { plainTable } from '#report/plain';
import { tableIn } from '#report/stack';
import { end, word } from '../arguments.ts';
import { placeOf, withPlace, type PlaceOptions } from '../place.ts';
import { askStore, latestScan } from '../store.ts';
import { terminal } from '../terminal.ts';
import { another, chooser } from '../inventory/where.ts';
import { addInventoryImport } from './inventory-import.ts';
import { addInventoryPackages } from './inventory-packages.ts';
import { addInventoryPorts } from './inventory-ports.ts';

/** The kinds of things that people ask for, and the resource types that answer. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  clusters: ['eks.cluster', 'aks.cluster', 'gke.cluster'],
  nodes: ['eks.nodegroup', 'eks.fargate-profile', 'ec2.instance', 'azure.scale-set', 'k8s.node'],
  addons: ['eks.addon'],
  images: ['ec2.image', 'ecr.image', 'k8s.image'],
  registries: ['ecr.repository', 'acr.registry', 'gcp.artifact-registry'],
  workloads: [
    'k8s.deployment',
    'k8s.stateful-set',
    'k8s.daemon-set',
    'k8s.replica-set',
    'k8s.replication-controller',
    'k8s.job',
    'k8s.cron-job',
    'k8s.pod',
  ],
  disks: ['ec2.volume', 'azure.disk', 'azure.snapshot', 'k8s.persistent-volume'],
  keys: ['kms.key', 'azure.key-vault', 'azure.key-vault-key', 'gcp.kms-key'],
  networks: [
    'ec2.security-group',
    'ec2.network-acl',
    'ec2.subnet',
    'ec2.vpc',
    'elbv2.load-balancer',
    'elbv2.listener',
    'azure.nsg',
    'azure.virtual-network',
    'azure.public-ip',
    'azure.application-gateway',
    'gcp.firewall',
    'gcp.network',
    'gcp.subnetwork',
    'k8s.service',
    'k8s.ingress',
    'k8s.network-policy',
  ],
  access: [
    'eks.access-entry',
    'iam.role',
    'iam.oidc-provider',
    'azure.role-assignment',
    'gcp.project-policy',
    'gcp.service-account-keys',
    'k8s.cluster-role-binding',
    'k8s.role-binding',
    'k8s.service-account',
  ],
};

const fields = ['type', 'name', 'target', 'id'] as const;

interface Options extends PlaceOptions {
  readonly where?: readonly string[];
  readonly json?: boolean;
  readonly plain?: boolean;
}

/** Adds `inventory`: what the last scan found, whole or one kind of it. */
export function addInventory(program: Command): void {
  const inventory = withPlace(program.command('inventory'))
    .enablePositionalOptions()
    .description('what the last scan of the store found')
    .argument('[kind]', Object.keys(kinds).join(', '), word(Object.keys(kinds), 'kind', 'inventory'))
    .option('--where <field=text>', `only rows that fit, with * for anything: ${fields.join(', ')}`, another)
    .option('--json', 'print one JSON document')
    .option('--plain', 'cells parted by tabs, nothing shortened')
    .action(async (kind: string | undefined, { where = [], json, plain, ...options }: Options) => {
      const fits = chooser(where, fields, ({ type, name, target, id }: ResourceRef) => ({ type, name, target, id }));
      const scan = await askStore(placeOf(options), latestScan);
      const wanted = kind === undefined ? undefined : kinds[kind];
      const resources = scan.resources.filter((it) => (wanted === undefined || wanted.includes(it.type)) && fits(it));
      const out = terminal();
      if (json) await out.data(`${forJson({ schemaVersion, resources: resources.map(refOf) }, 2)}\n`);
      else if (plain) await out.data(plainOf(resources));
      else await out.page(`${tableOf(resources, out.screen.width)}\n`);
      end({ code: 0, why: `${plural(resources.length, 'resource')} in ${plural(scan.targets.length, 'target')}` });
    });
  addInventoryPorts(inventory);
  addInventoryPackages(inventory);
  addInventoryImport(inventory);
}

const plainOf = (resources: readonly ResourceRef[]): string =>
  plainTable(
    ['TYPE', 'NAME', 'TARGET', 'ID'],
    resources.map(({ type, name, target, id }) => [type, name, target, id]),
  );

function tableOf(resources: readonly ResourceRef[], width: number): string {
  const columns = [
    { head: 'TYPE' },
    { head: 'NAME', shrink: 'middle' as const },
    { head: 'TARGET', shrink: 'middle' as const },
  ];
  const rows = resources.map(({ type, name, target }) => [type, name, target].map(forTerminalLine));
  return tableIn(columns, rows, width).join('\n');
}
