import { z } from 'zod';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { saidAt } from '#clouds/azure/aks/cluster/said-facts';
import { defineRule, fail, pass, unknown } from '#rule';

export default defineRule({
  id: 'aks-app-routing-nginx',
  on: aksCluster,
  timed: true,
  title: 'An AKS cluster does not rely on the managed NGINX ingress',
  severity: 'medium',
  grades: ['high'],
  control: 'services-exposed-on-purpose',
  why: 'After the end of its support nobody mends the ingress controller that faces the internet.',
  fix: 'Turn on the Gateway API of application routing, move the routes and the DNS, then set the controller to None.',
  references: [
    'https://learn.microsoft.com/azure/aks/app-routing',
    'https://learn.microsoft.com/azure/aks/app-routing-nginx-to-gateway-api-migration',
  ],
  params: z.object({ endOfSupport: z.iso.date().default('2026-11-30') }),

  evaluate({ config }, { at, params: { endOfSupport } }) {
    const routing = config.ingressProfile?.webAppRouting;
    if (routing?.enabled !== true) return pass();
    const type = routing.nginx?.defaultIngressControllerType;
    if (type === 'None') return unknown('outside', besides);
    const isOver = at.slice(0, 10) > endOfSupport;
    const grade = isOver ? ('high' as const) : undefined;
    const words = isOver ? `whose support ended on ${endOfSupport}` : `whose support ends on ${endOfSupport}`;
    const seen = saidAt(config, 'ingressProfile.webAppRouting.nginx.defaultIngressControllerType', 'None');
    return fail(`Application routing runs NGINX, ${words}.`, seen, { grade });
  },
});

const besides = 'The controllers that NginxIngressController objects ask for are not read.';
