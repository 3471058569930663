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
import { addInventoryImport } from './inventory-import.ts';

/** The kinds of things that people ask for, and the resource types that answer. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  clusters: ['eks.cluster', 'aks.cluster', 'gke.cluster'],
  nodes: ['eks.nodegroup', 'ec2.instance', 'azure.scale-set', 'k8s.node'],
  images: ['ec2.image', 'ecr.image', 'k8s.image'],
  networks: [
    'ec2.security-group',
    'azure.nsg',
    'gcp.firewall',
    'gcp.network',
    'azure.virtual-network',
    'k8s.network-policy',
  ],
  access: ['iam.role', 'iam.oidc-provider', 'k8s.cluster-role-binding', 'k8s.role-binding', 'k8s.service-account'],
};

interface Options extends PlaceOptions {
  readonly json?: boolean;
  readonly plain?: boolean;
}

/** Adds `inventory`: what the last scan found, whole or one kind of it. */
export function addInventory(program: Command): void {
  const inventory = withPlace(program.command('inventory'))
    .enablePositionalOptions()
    .description('what the last scan of the store found')
    .argument('[kind]', Object.keys(kinds).join(', '), word(Object.keys(kinds), 'kind', 'inventory'))
    .option('--json', 'print one JSON document')
    .option('--plain', 'cells parted by tabs, nothing shortened')
    .action(async (kind: string | undefined, { json, plain, ...options }: Options) => {
      const scan = await askStore(placeOf(options), latestScan);
      const wanted = kind === undefined ? undefined : kinds[kind];
      const resources = scan.resources.filter(({ type }) => wanted === undefined || wanted.includes(type));
      const out = terminal();
      if (json) await out.data(`${forJson({ schemaVersion, resources: resources.map(refOf) }, 2)}\n`);
      else if (plain) await out.data(plainOf(resources));
      else await out.page(`${tableOf(resources, out.screen.width)}\n`);
      end({ code: 0, why: `${plural(resources.length, 'resource')} in ${plural(scan.targets.length, 'target')}` });
    });
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
