import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, BlockList, isIPv4, isIPv6 } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { reasonOf } from '../shared/index.ts';

/** Something on this machine that is scraped: its URL, and what must be sent along. */
export interface MetricsSource {
  url: string;
  headers: Readonly<Record<string, string>>;
}

export interface MetricsListenerOptions {
  /** Every target on this machine that the containers may scrape, now. */
  sources(): readonly MetricsSource[];
  log: { warn(message: string): void };
}

export interface MetricsListener {
  /** Listens at an address of this machine for peers of `subnet` ("172.18.0.0/16"); answers the port. */
  open(address: string, subnet: string): Promise<number>;
  close(): Promise<void>;
}

const timeoutMs = 15_000;
/** Headers of a scrape that the target may want to see. */
const passedOn = ['accept', 'user-agent', 'x-prometheus-scrape-timeout-seconds', 'authorization'];

/**
 * The door for scrapes out of the containers: it fetches what the scraper's own targets expose, by GET, and nothing
 * else. `/from/http/127.0.0.1:8000/metrics` is answered with what http://127.0.0.1:8000/metrics says, if that is one of
 * the targets; a path of the service that is none, such as /predict, is not reached from here. Only peers of the
 * containers' own network are answered: packets for a bridge's address may come in from outside.
 */
export function createMetricsListener({ sources, log }: MetricsListenerOptions): MetricsListener {
  let server: Server | null = null;
  let at = '';

  async function answer(request: IncomingMessage, reply: ServerResponse, peers: BlockList): Promise<void> {
    const refuse = (status: number, text: string) =>
      reply.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`);
    if (!isPeer(peers, request.socket.remoteAddress))
      return void refuse(403, 'Only containers of the stack are answered.');
    if (request.method !== 'GET') return void refuse(405, 'Only GET is answered.');
    const asked = targetOf(request.url ?? '');
    const source = asked && sources().find(({ url }) => isSame(url, asked));
    if (!source) return void refuse(404, 'This is no scrape target of Telltale.');
    const given = passedOn.flatMap((name) => {
      const value = request.headers[name];
      return typeof value === 'string' ? [[name, value] as const] : [];
    });
    const signal = AbortSignal.timeout(timeoutMs);
    const fetched = await fetch(asked, {
      headers: { ...Object.fromEntries(given), ...source.headers },
      signal,
      redirect: 'manual',
    });
    const type = fetched.headers.get('content-type');
    reply.writeHead(fetched.status, type === null ? {} : { 'content-type': type });
    if (fetched.body) await pipeline(Readable.fromWeb(fetched.body), reply);
    else reply.end();
  }

  async function close(): Promise<void> {
    const closing = server;
    server = null;
    at = '';
    if (!closing) return;
    closing.closeAllConnections();
    await new Promise<void>((resolve) => closing.close(() => resolve()));
  }

  return {
    async open(address, subnet) {
      if (server && at === `${address} ${subnet}`) return (server.address() as AddressInfo).port;
      await close();
      const peers = new BlockList();
      const [network, prefix] = subnet.split('/');
      peers.addSubnet(network!, Number(prefix), isIPv6(network!) ? 'ipv6' : 'ipv4');
      const opened = createServer((request, reply) => {
        answer(request, reply, peers).catch((error: unknown) => {
          log.warn(`A scrape out of a container failed: ${reasonOf((error as Error).cause ?? error)}`);
          if (reply.headersSent) reply.destroy();
          else reply.writeHead(502, { 'content-type': 'text/plain' }).end('The target does not answer.\n');
        });
      });
      opened.headersTimeout = 5_000;
      await new Promise<void>((resolve, reject) => {
        opened.once('error', reject);
        opened.listen({ host: address, port: 0 }, resolve);
      });
      server = opened;
      at = `${address} ${subnet}`;
      return (opened.address() as AddressInfo).port;
    },
    close,
  };
}

function isPeer(peers: BlockList, remote = ''): boolean {
  const address = remote.replace(/^::ffff:/, '');
  return isIPv4(address) ? peers.check(address) : isIPv6(address) && peers.check(address, 'ipv6');
}

/** The URL that `/from/<scheme>/<host:port>/<path>` stands for, or null. */
function targetOf(path: string): string | null {
  const parts = /^\/from\/(https?)\/([^/?#]+)(\/[^#]*)?$/.exec(path);
  if (!parts) return null;
  const url = `${parts[1]}://${parts[2]}${parts[3] ?? '/'}`;
  return URL.canParse(url) ? url : null;
}

const isSame = (a: string, b: string): boolean => URL.canParse(a) && new URL(a).href === new URL(b).href;
