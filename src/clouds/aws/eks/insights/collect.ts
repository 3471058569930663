import { ListInsightsCommand, type InsightSummary } from '@aws-sdk/client-eks';
import { toWire } from '../../../to-wire.ts';
import type { AwsReader } from '../../reader.ts';
import { eksInsights } from './resource.ts';

/** Reads the insights of the clusters. */
export async function collectInsights(at: AwsReader, clusters: readonly string[]): Promise<void> {
  const api = 'eks:ListInsights';
  const address = (cluster: string): string => at.arn('eks', `cluster/${cluster}/insights`);
  await at.sheet.each({ api, types: [eksInsights], address }, clusters, async (clusterName) => {
    const insights: InsightSummary[] = [];
    await at.pages(api, {
      send: (nextToken, options) =>
        at.clients.eks.send(new ListInsightsCommand({ clusterName, maxResults: 100, nextToken }), options),
      next: ({ nextToken }) => nextToken,
      items: (page) => page.insights,
      // When EKS looked last is another moment every day, and nothing that it found.
      add: ({ lastRefreshTime: _looked, ...it }) => insights.push(it),
    });
    const config = toWire({ clusterName, insights });
    at.sheet.add(eksInsights, { id: address(clusterName), name: clusterName, config });
  });
}
