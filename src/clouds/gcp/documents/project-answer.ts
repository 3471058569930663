import { isObject, listAt, textAt, type Json } from '../../json.ts';
import { objects, type Recognised } from '../../recogniser.ts';
import { keptMetadata } from '../compute/project/kept-metadata.ts';
import { computeProject, computeProjectOf } from '../compute/project/resource.ts';
import { restShape } from './shape.ts';

/** What `gcloud compute project-info describe` and `projects.get` of Compute Engine print, without what may be secret. */
export function projectAnswerOf(document: Json): Recognised | undefined {
  if (document['kind'] !== 'compute#project') return undefined;
  const { quotas: _quotas, ...config } = restShape(document);
  const name = textAt(config, 'name');
  if (name === undefined) return undefined;
  const metadata = config['commonInstanceMetadata'];
  const kept = isObject(metadata) && { commonInstanceMetadata: keptOf(metadata) };
  const created = textAt(config, 'creationTimestamp');
  return objects([
    {
      ...{ type: computeProject, id: computeProjectOf(name), name, place: { account: name } },
      ...(created !== undefined && { created }),
      config: { ...config, ...kept },
    },
  ]);
}

function keptOf(metadata: Json): Json {
  const items = listAt(metadata, 'items').map((it) => ({ key: textAt(it, 'key') ?? '', value: textAt(it, 'value') }));
  return { ...metadata, ...keptMetadata({ items }) };
}
