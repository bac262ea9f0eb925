import { describe, expect, it } from 'vitest';
import { engineOver, load } from '../testing/notation.ts';

const { instant, range } = engineOver(
  load(
    60_000,
    `
    up{job="api",instance="host-1:9090"} 1 1
    up{job="web",instance="host-2:80"}   0 0
    early{id="1"} 1 stale
    early{id="2"} _ 2
    `,
  ),
);

describe('label_replace', () => {
  it.each([
    [
      'label_replace(up{job="api"}, "host", "$1", "instance", "(.*):.*")',
      'up{host="host-1", instance="host-1:9090", job="api"} 1',
    ],
    [
      'label_replace(up{job="api"}, "host", "${1}_x", "instance", "(.*):.*")',
      'up{host="host-1_x", instance="host-1:9090", job="api"} 1',
    ],
    // `$1_x` is the group named 1_x, of which there is none.
    ['label_replace(up{job="api"}, "host", "$1_x", "instance", "(.*):.*")', 'up{instance="host-1:9090", job="api"} 1'],
    [
      'label_replace(up{job="api"}, "port", "$port", "instance", ".*:(?P<port>[0-9]+)")',
      'up{instance="host-1:9090", job="api", port="9090"} 1',
    ],
    // Anchored: no match leaves the element alone.
    ['label_replace(up{job="api"}, "host", "x", "instance", "host")', 'up{instance="host-1:9090", job="api"} 1'],
    // An empty result removes the label.
    ['label_replace(up{job="api"}, "instance", "", "instance", ".*")', 'up{job="api"} 1'],
    [
      'label_replace(up{job="api"}, "price", "$$1", "missing", "")',
      'up{instance="host-1:9090", job="api", price="$1"} 1',
    ],
    ['label_replace(up{job="api"}, "__name__", "down", "", "")', 'down{instance="host-1:9090", job="api"} 1'],
    [
      'label_replace(up{job="api"}, "with space", "x", "", "")',
      'up{instance="host-1:9090", job="api", with space="x"} 1',
    ],
  ])('%s', async (query, expected) => {
    expect(await instant(query, 0)).toEqual([expected]);
  });

  it.each([
    [
      'label_replace(up, "host", "x", "instance", "(")',
      /^invalid regular expression in label_replace\(\): error parsing regexp/,
    ],
    ['label_replace(up, "", "x", "instance", "x")', /^invalid destination label name in label_replace\(\)/],
    [
      'label_replace(up, "job", "same", "job", ".*") == on (job) label_replace(up, "job", "same", "job", ".*")',
      /many-to-many/,
    ],
    ['label_replace(label_replace(up, "job", "", "", ""), "instance", "x", "", "")', /same labelset/],
  ])('%s fails', async (query, message) => {
    await expect(instant(query, 0)).rejects.toMatchObject({
      errorType: 'execution',
      message: expect.stringMatching(message),
    });
  });

  it('joins series that it makes equal when they do not meet', async () => {
    expect(await range('label_replace(early, "id", "x", "", "")', 0, 60_000, 60_000)).toEqual([
      'early{id="x"} 1@0 2@60',
    ]);
  });
});

describe('label_join', () => {
  it.each([
    [
      'label_join(up{job="api"}, "both", "/", "job", "instance")',
      'up{both="api/host-1:9090", instance="host-1:9090", job="api"} 1',
    ],
    [
      'label_join(up{job="api"}, "both", "/", "job", "missing", "job")',
      'up{both="api//api", instance="host-1:9090", job="api"} 1',
    ],
    ['label_join(up{job="api"}, "job", "")', 'up{instance="host-1:9090"} 1'],
  ])('%s', async (query, expected) => {
    expect(await instant(query, 0)).toEqual([expected]);
  });

  it('refuses an empty label name', async () => {
    await expect(instant('label_join(up, "x", "-", "")', 0)).rejects.toMatchObject({ errorType: 'execution' });
  });
});
