import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import manifest from './package.json' with { type: 'json' };

const ours = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What runs under Node is bundled alone: its libraries, some of them native, stay in node_modules. */
const libraries = [
  'electron',
  ...builtinModules,
  ...builtinModules.map((name) => `node:${name}`),
  ...Object.keys(manifest.dependencies).flatMap((name) => [name, new RegExp(`^${name}/`)]),
];

/** `vite build --app` makes all three: the page, the core's processes, Electron's shell. */
export default defineConfig({
  root: 'renderer',
  appType: 'spa',
  plugins: [react()],
  builder: {
    buildApp: async (builder) => {
      for (const environment of Object.values(builder.environments)) await builder.build(environment);
    },
  },
  environments: {
    client: {
      build: { outDir: ours('dist/renderer'), emptyOutDir: true, target: 'es2024', chunkSizeWarningLimit: 2000 },
    },
    core: {
      consumer: 'server',
      build: {
        outDir: ours('dist/core'),
        emptyOutDir: true,
        target: 'node24',
        sourcemap: true,
        minify: false,
        rolldownOptions: {
          external: libraries,
          input: {
            main: ours('core/main.ts'),
            serving: ours('core/serving/main.ts'),
            'inference-worker': ours('core/serving/inference-worker.ts'),
            'drift-lab-worker': ours('core/composition/drift-lab-worker.ts'),
            'drift-worker': ours('core/serving/drift/drift-worker.ts'),
            load: ours('core/load/main.ts'),
            capture: ours('renderer/capture/main.ts'),
            'query-worker': ours('core/composition/query-worker.ts'),
          },
          // Flat, so that one process finds the script of another beside its own.
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
        },
      },
    },
    shell: {
      consumer: 'server',
      build: {
        outDir: ours('dist/electron'),
        emptyOutDir: true,
        target: 'node24',
        minify: false,
        rolldownOptions: {
          external: libraries,
          input: { main: ours('electron/main.ts') },
          output: { format: 'es', entryFileNames: '[name].js' },
        },
      },
    },
    preload: {
      consumer: 'server',
      build: {
        outDir: ours('dist/electron'),
        emptyOutDir: false,
        target: 'node24',
        minify: false,
        rolldownOptions: {
          external: ['electron'],
          input: { preload: ours('electron/preload.ts') },
          // A sandboxed preload script can only be CommonJS.
          output: { format: 'cjs', entryFileNames: '[name].cjs' },
        },
      },
    },
  },
});
