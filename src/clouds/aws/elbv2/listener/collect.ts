import { DescribeListenersCommand, DescribeRulesCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Listener, Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { listener, servesNothing } from './resource.ts';

/** Reads the listeners of load balancers. */
export async function collectListeners(at: AwsReader, balancers: readonly string[]): Promise<void> {
  const api = 'elasticloadbalancing:DescribeListeners';
  const about = (arn: string): string => `Load balancer ${arn}`;
  await at.sheet.listEach({ api, types: [listener], about }, balancers, (LoadBalancerArn) =>
    readListeners(at, { LoadBalancerArn, PageSize: 400 }),
  );
}

/** Reads one listener by its address. */
export async function collectListener(at: AwsReader, address: string): Promise<void> {
  const api = 'elasticloadbalancing:DescribeListeners';
  await at.sheet.one({ api, types: [listener], address }, () => readListeners(at, { ListenerArns: [address] }));
}

type Asked = ConstructorParameters<typeof DescribeListenersCommand>[0];

async function readListeners(at: AwsReader, asked: Asked): Promise<void> {
  const found: Listener[] = [];
  try {
    await at.pages('elasticloadbalancing:DescribeListeners', {
      send: (Marker, options) => at.clients.elb.send(new DescribeListenersCommand({ ...asked, Marker }), options),
      next: ({ NextMarker }) => NextMarker,
      items: ({ Listeners }) => Listeners,
      add: (it) => found.push(it),
    });
  } finally {
    await Promise.all(found.map((it) => addWithRules(at, it, need(it.ListenerArn, 'ListenerArn'))));
  }
}

/** Rules are asked for only where the default action alone does not settle what is served in the clear. */
async function addWithRules(at: AwsReader, it: Listener, address: string): Promise<void> {
  const api = 'elasticloadbalancing:DescribeRules';
  const Rules: Rule[] = [];
  await at.sheet.one({ api, types: [listener], address }, async () => {
    const asks = it.Protocol === 'HTTP' && servesNothing(it.DefaultActions);
    if (asks) {
      await at.pages(api, {
        send: (Marker, options) =>
          at.clients.elb.send(new DescribeRulesCommand({ ListenerArn: address, PageSize: 400, Marker }), options),
        next: ({ NextMarker }) => NextMarker,
        items: (page) => page.Rules,
        add: (rule) => Rules.push(rule),
      });
    }
    const name = `${it.Protocol ?? ''} ${String(it.Port ?? '')}`.trim();
    at.sheet.add(listener, { id: address, name, config: toWire(asks ? { ...it, Rules } : it) });
  });
}
