import { createHash, randomBytes } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** A registry of one image, `<host>/thing:1`, as the engine pulls from: https://distribution.github.io/distribution/spec/api/ */
export interface TestRegistry {
  /** The image's name for a pull. */
  image: string;
  /** Digests of the layers asked for so far, each time. */
  asked: string[];
  layers: string[];
  /** The layer of that number is sent up to its half until it is let go. */
  hold(layer: number): void;
  letGo(): void;
  close(): Promise<void>;
}

const layerBytes = 1_000_000;
const digestOf = (bytes: Buffer | string) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const manifestType = 'application/vnd.docker.distribution.manifest.v2+json';

export async function startTestRegistry(layerCount: number): Promise<TestRegistry> {
  const tars = Array.from({ length: layerCount }, (_, i) => tarOf(`layer-${i}`, randomBytes(layerBytes)));
  const layers = tars.map((tar) => gzipSync(tar, { level: 1 }));
  const config = JSON.stringify({
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config: { Entrypoint: ['/nothing'] },
    rootfs: { type: 'layers', diff_ids: tars.map(digestOf) },
  });
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: manifestType,
    config: {
      mediaType: 'application/vnd.docker.container.image.v1+json',
      size: config.length,
      digest: digestOf(config),
    },
    layers: layers.map((layer) => ({
      mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
      size: layer.length,
      digest: digestOf(layer),
    })),
  });
  const blobs = new Map<string, Buffer>([[digestOf(config), Buffer.from(config)]]);
  for (const layer of layers) blobs.set(digestOf(layer), layer);
  const digests = layers.map(digestOf);
  const asked: string[] = [];
  let held: string | null = null;
  let waiting: (() => void)[] = [];

  function sendBlob(reply: ServerResponse, digest: string): void {
    const blob = blobs.get(digest);
    if (!blob) return void reply.writeHead(404).end();
    if (digests.includes(digest)) asked.push(digest);
    reply.writeHead(200, { 'content-length': blob.length, 'docker-content-digest': digest });
    if (digest !== held) return void reply.end(blob);
    reply.write(blob.subarray(0, blob.length / 2));
    waiting.push(() => reply.end(blob.subarray(blob.length / 2)));
  }

  const server = createServer((request, reply) => {
    const path = request.url ?? '';
    if (path === '/v2/') return reply.writeHead(200).end('{}');
    if (/^\/v2\/thing\/manifests\/(1|sha256:\w+)$/.test(path)) {
      const headers = {
        'content-type': manifestType,
        'content-length': manifest.length,
        'docker-content-digest': digestOf(manifest),
      };
      return reply.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : manifest);
    }
    const blob = /^\/v2\/thing\/blobs\/(sha256:\w+)$/.exec(path);
    if (blob) return sendBlob(reply, blob[1]!);
    const errors = [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' }];
    return reply.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify({ errors }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    // Docker speaks plain HTTP to registries on loopback.
    image: `127.0.0.1:${port}/thing:1`,
    asked,
    layers: digests,
    hold: (layer) => (held = digests[layer]!),
    letGo() {
      held = null;
      for (const go of waiting.splice(0)) go();
      waiting = [];
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** A tar archive of one file (ustar). */
function tarOf(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\0', 257);
  header.write('00', 263);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  return Buffer.concat([header, content, padding, Buffer.alloc(1024)]);
}
