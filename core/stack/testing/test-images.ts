import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What an image is made of: files of this machine, folders its user may write to, and the changes of a Dockerfile. */
export interface ImageRecipe {
  /** Programs and other files by their place in the image. Programs bring the shared libraries they need. */
  files: Record<string, string>;
  /** Owned by `user`. */
  writable: string[];
  user: number;
  entrypoint: string[];
}

/** Makes an image from a small root, as `docker import` does. */
export async function importImage(socket: string, name: string, recipe: ImageRecipe): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'telltale-image-'));
  try {
    for (const [place, source] of Object.entries(recipe.files)) {
      await copy(source, join(root, place));
      for (const library of await librariesOf(source)) await copy(library, join(root, library));
    }
    for (const folder of ['tmp', ...recipe.writable]) {
      await mkdir(join(root, folder), { recursive: true });
      await chown(join(root, folder), recipe.user, recipe.user);
    }
    const [repo, tag = 'latest'] = name.split(/:(?=[^/:]+$)/);
    const query = new URLSearchParams({ fromSrc: '-', repo: repo!, tag });
    query.append('changes', `ENTRYPOINT ${JSON.stringify(recipe.entrypoint)}`);
    query.append('changes', `USER ${recipe.user}:${recipe.user}`);
    for (const folder of recipe.writable) query.append('changes', `VOLUME ${folder}`);
    await send(socket, `/images/create?${query.toString()}`, root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

const copy = async (source: string, place: string) => {
  await mkdir(dirname(place), { recursive: true });
  await cp(source, place, { recursive: true, dereference: true });
};

/** Shared libraries of a program, its loader among them; none for what is no program or needs none. */
async function librariesOf(path: string): Promise<string[]> {
  const listed = await run('ldd', [path]).catch(() => ({ stdout: '' }));
  return [...listed.stdout.matchAll(/(?:=> )?(\/\S+) \(0x/g)].map(([, library]) => library!).filter(existsSync);
}

async function send(socketPath: string, path: string, root: string): Promise<void> {
  const tar = spawn('tar', ['-c', '-C', root, '.'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const reply = await new Promise<{ status: number; said: string }>((resolve, reject) => {
    const post = request({ socketPath, path, method: 'POST', headers: { 'content-type': 'application/x-tar' } });
    post.on('response', (answer) => {
      text(answer).then((said) => resolve({ status: answer.statusCode ?? 0, said }), reject);
    });
    post.on('error', reject);
    tar.stdout.pipe(post);
  });
  if (reply.status >= 400 || reply.said.includes('"error"')) throw new Error(`docker import failed: ${reply.said}`);
}
