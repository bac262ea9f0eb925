/**
 * A Docker daemon with the test images as a process: prints one line of JSON, its address or why there is none, and
 * ends the daemon when its standard input closes. For tests that may not import the core.
 */
import { stackServiceNames } from '../../shared/index.ts';
import { daemonProblem, imagesProblem, importStackImages, startTestDaemon, testImages } from './index.ts';

const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const problem = daemonProblem() ?? imagesProblem();
if (problem !== null) {
  say({ problem });
} else {
  const daemon = await startTestDaemon();
  const stop = async () => {
    await daemon.stop();
    process.exit(0);
  };
  process.stdin.on('end', () => void stop()).resume();
  process.on('SIGTERM', () => void stop());
  await importStackImages(daemon.socket, stackServiceNames).catch(async (error: unknown) => {
    await daemon.stop();
    throw error;
  });
  say({ address: daemon.address, images: testImages });
}
