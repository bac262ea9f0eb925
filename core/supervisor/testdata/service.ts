/** A service as small as the supervisor's contract: answers /health, obeys 'stop', and misbehaves when told to. */
import { createServer } from 'node:http';

const { port, modelDir: behave } = JSON.parse(process.env['TELLTALE_SERVICE'] ?? '{}') as {
  port: number;
  modelDir: string;
};

if (behave === 'complain') {
  process.send?.({ type: 'failed', code: 'bad_model_package', message: 'The model package has no labels.' });
  process.exitCode = 1;
  process.disconnect();
} else {
  const server = createServer((request, response) => {
    if (request.url === '/die') process.exit(9);
    if (request.url === '/hang') for (;;);
    response.end('ok');
  });
  server.listen(port, '127.0.0.1', () => {
    const address = server.address();
    process.send?.({ type: 'ready', url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` });
  });
  process.on('message', (message: { type: string }) => {
    if (message.type === 'stop' && behave !== 'stubborn') process.exit(0);
  });
  process.on('disconnect', () => process.exit(0));
}
