import { type JsonObject, objectAt, objectsAt, present, textAt } from '../json-object.ts';
import { dataSourceOf } from './data-source.ts';

/** An element of a V2 dashboard as a classic panel, without its place. */
export function panelFromV2(element: JsonObject): JsonObject {
  const spec = objectAt(element, 'spec');
  if (textAt(element, 'kind') === 'LibraryPanel') {
    return present({ id: spec['id'], title: spec['title'], type: 'library panel', libraryPanel: spec['libraryPanel'] });
  }
  const group = objectAt(objectAt(spec, 'data'), 'spec');
  const viz = objectAt(spec, 'vizConfig');
  const { options, fieldConfig, pluginVersion } = objectAt(viz, 'spec');
  const targets = objectsAt(group, 'queries').map(targetFromV2);
  return present({
    id: spec['id'],
    // The early drafts had the type as the kind.
    type: textAt(viz, 'group') ?? textAt(viz, 'kind') ?? 'timeseries',
    title: spec['title'],
    description: spec['description'] || undefined,
    transparent: spec['transparent'],
    links: spec['links'],
    pluginVersion: textAt(viz, 'version') ?? pluginVersion,
    datasource: targets[0]?.['datasource'],
    targets,
    options,
    fieldConfig,
    transformations: objectsAt(group, 'transformations').map((each) => ({
      id: textAt(each, 'group') ?? textAt(each, 'kind'),
      ...objectAt(each, 'spec'),
    })),
    ...objectAt(group, 'queryOptions'),
  });
}

function targetFromV2(query: JsonObject): JsonObject {
  const spec = objectAt(query, 'spec');
  const asked = objectAt(spec, 'query');
  return present({
    refId: spec['refId'],
    hide: spec['hidden'] === true ? true : undefined,
    datasource: dataSourceOf(asked),
    ...objectAt(asked, 'spec'),
  });
}
