import { ListFindingsCommand } from '@aws-sdk/client-inspector2';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { inspectorFinding } from './resource.ts';

/** Reads Inspector's findings on container images. */
export async function collectInspectorFindings(at: AwsReader): Promise<void> {
  const filterCriteria = { resourceType: [{ comparison: 'EQUALS' as const, value: 'AWS_ECR_CONTAINER_IMAGE' }] };
  await at.list(
    { api: 'inspector2:ListFindings', types: [inspectorFinding] },
    {
      send: (nextToken, options) =>
        at.clients.inspector.send(new ListFindingsCommand({ filterCriteria, maxResults: 100, nextToken }), options),
      next: ({ nextToken }) => nextToken,
      items: ({ findings }) => findings,
      add: (it) => {
        const id = need(it.findingArn, 'findingArn');
        const config = toWire(it);
        at.sheet.add(inspectorFinding, { id, name: it.title ?? id, created: config.firstObservedAt, config });
      },
    },
  );
}
