import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { seededRandom } from '../../shared/index.ts';

const REPLY = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 21\r\n\r\n{"prediction":"Soup"}';

/**
 * A server that reads no more of a request than its length, so that it is not what limits a generator. With `slow` it
 * answers after 20 ms, one time in fifty after 60 ms: a p50 and a p99 that everyone who measures rightly agrees on. Its
 * port is told over the IPC channel, whose end is its own.
 */
const [bodyBytes, slow] = [Number(process.argv[2]), process.argv[3] === 'slow'];
const random = seededRandom(1);

const server = createServer({ noDelay: true }, (socket: Socket) => {
  let missing = -1; // bytes of the body still to come; -1 while reading the head
  socket.on('error', () => {});
  socket.on('data', (part) => {
    if (missing < 0) missing = bodyBytes + part.indexOf('\r\n\r\n') + 4;
    missing -= part.length;
    if (missing > 0) return;
    missing = -1;
    if (slow) setTimeout(() => socket.write(REPLY), random() < 0.02 ? 60 : 20);
    else socket.write(REPLY);
  });
});
server.listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
