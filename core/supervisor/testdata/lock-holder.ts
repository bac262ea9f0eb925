/** Holds the lock on the directory it is given until it is killed. */
import { lockDirectory } from '../directory-lock.ts';

await lockDirectory(process.argv[2]!);
process.send?.('locked');
setInterval(() => {}, 1000);
