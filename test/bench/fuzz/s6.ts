import { Socket } from 'node:net';
import { kubernetesCloud } from '#clouds/kubernetes/cloud';
import type { Resolve } from '#clouds/kubernetes/connect/endpoint';
import type { Reading } from '#model';
import { startKubernetes, type KubernetesSimulator } from '../../sim/kubernetes/server.ts';
import { seeded, type Seeded } from '../../sim/seeded.ts';
import type { KubernetesEstate } from '../../sim/kubernetes/estate.ts';
import { createAuthority } from '../../sim/tls.ts';
import { patientGate } from '../faults/patient-gate.ts';
import type { Figure, Options } from '../figures.ts';
import { forbiddenEndpoints, withoutAuthority, type Hostile } from './hostile-endpoints.ts';

const cluster = 'arn:aws:eks:eu-central-1:111122223333:cluster/any';
const wanted = 200;

/** Endpoints that would make the reader call something that is no cluster: nothing is connected to. */
export async function s6({ seed }: Options): Promise<Figure> {
  const random = seeded(`${seed}/endpoints`);
  const { pem } = createAuthority('any');
  const attempts = watchConnections();
  try {
    const forbidden = forbiddenEndpoints(random, pem);
    const unsigned = withoutAuthority(random);
    const each: { readonly kind: string; readonly connections: number; readonly read: number }[] = [];
    for (const hostile of [...forbidden, ...unsigned]) {
      const count = hostile.goodIsHere === true ? attempts.outside : attempts.count;
      const from = count();
      const reading = await readFrom(hostile, hostile.goodIsHere === true);
      each.push({ kind: hostile.kind, connections: count() - from, read: reading.resources.length });
    }
    for (let at = each.length; at < wanted; at += 1) each.push(await redirected(random, attempts));
    const kinds = Map.groupBy(each, ({ kind }) => kind);
    const sum = (of: typeof each, column: 'connections' | 'read'): number =>
      of.reduce((all, it) => all + it[column], 0);
    const connections = sum(each, 'connections');
    const read = sum(each, 'read');
    return {
      id: 'S6',
      counts: { endpoints: each.length, connections },
      table: [
        ['endpoint', 'cases', 'connections', 'objects read'],
        ...[...kinds].map(([kind, own]) => [kind, own.length, sum(own, 'connections'), sum(own, 'read')]),
      ],
      notes: ['connections are those to where no cluster is: for redirects and names that turn, to where they lead'],
      missed: [
        ...(connections > 0 ? [`${connections} connections`] : []),
        ...(read > 0 ? [`${read} objects were read`] : []),
        ...(each.length < wanted ? [`only ${each.length} endpoints`] : []),
      ],
    };
  } finally {
    attempts.stop();
  }
}

const empty: KubernetesEstate = { gitVersion: 'v1.33.0', objects: [], groups: [] };

/** An endpoint of a cluster that sends its callers on, or that somebody else answers for. */
async function redirected(random: Seeded, attempts: Attempts) {
  const trap = await startKubernetes({ estate: empty });
  const kind = random.pick([
    'redirect to another host',
    'redirect to metadata',
    'foreign authority',
    'other host',
  ] as const);
  const sim = await startKubernetes({ estate: empty, hostile: hostilityOf(kind, trap) });
  try {
    const from = attempts.outside();
    const reading = await readFrom({ kind, url: sim.url, ca: sim.ca }, true);
    const away = attempts.outside() - from + trap.connections();
    return { kind, connections: away, read: reading.resources.length };
  } finally {
    await sim.close();
    await trap.close();
  }
}

function hostilityOf(kind: string, trap: KubernetesSimulator) {
  if (kind === 'redirect to another host') return { redirectTo: `${trap.url}/version` };
  if (kind === 'redirect to metadata') return { redirectTo: 'http://169.254.169.254/latest/meta-data/' };
  return kind === 'foreign authority' ? ('foreign-authority' as const) : ('other-host' as const);
}

async function readFrom({ url, ca, resolve }: Hostile, allowLoopback: boolean): Promise<Reading> {
  const { gate, clock } = patientGate(2);
  const access = { cluster, endpoint: url, ...(ca !== undefined && { ca }), token: () => Promise.resolve('token') };
  const look: Resolve = resolve ?? (() => Promise.resolve([]));
  const cloud = kubernetesCloud({ gate, clock, allowLoopback, resolve: look, clusters: () => [access] });
  const [target] = (await cloud.discover()).targets;
  if (!target) throw new Error('the cluster is no target');
  return cloud.collect(target);
}

interface Attempts {
  count(): number;
  /** Those that left this machine. */
  outside(): number;
  stop(): void;
}

/** Hears of every TCP connection that this process tries to make. */
function watchConnections(): Attempts {
  const connect = Socket.prototype.connect;
  let count = 0;
  let outside = 0;
  Socket.prototype.connect = function watched(this: Socket, ...given: unknown[]): Socket {
    this.on('connectionAttempt', (address: string) => {
      count += 1;
      if (address !== '127.0.0.1') outside += 1;
    });
    return Reflect.apply(connect, this, given) as Socket;
  };
  return {
    count: () => count,
    outside: () => outside,
    stop: () => {
      Socket.prototype.connect = connect;
    },
  };
}
