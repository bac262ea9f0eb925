import { defineConfig } from 'oxlint';
import { passages, rooms } from './house.ts';

const everyRoom = Object.keys(rooms);
const shells = {
  regex: '^(electron|react|react-dom)(/|$)|(^|/)(electron|renderer)/',
  message: 'core is plain Node: nothing of Electron or of the console page.',
};

/**
 * Rooms are entered by their index.ts; their other files are private. Spelt out letter by letter because the lint's
 * regular expressions have no look-ahead.
 */
const byTheDoor = {
  regex: `^(\\.\\./)+(core/)?(${everyRoom.join('|')})/([^i]|i[^n]|in[^d]|ind[^e]|inde[^x]|index[^.])`,
  message: "Enter a room by its index.ts: what that does not export is the room's own.",
};

interface Closed {
  regex: string;
  message: string;
}

const restrict = (patterns: Closed[]): { 'no-restricted-imports': ['error', { patterns: Closed[] }] } => ({
  'no-restricted-imports': ['error', { patterns }],
});

const noDoorTo = (closed: readonly string[], message: string) =>
  closed.length > 0 ? [{ regex: `^(\\.\\./)+(core/)?(${closed.join('|')})(/|$)`, message }] : [];

const roomRules = Object.entries(rooms).map(([room, mayImport]) => ({
  files: [`core/${room}/**`],
  rules: restrict([
    shells,
    byTheDoor,
    {
      regex: `^(\\.\\./)+((main|monitor|places)\\.ts$|(${passages.join('|')})/)`,
      message: 'No room calls back to what it is composed into.',
    },
    ...noDoorTo(
      everyRoom.filter((other) => other !== room && !(mayImport as readonly string[]).includes(other)),
      `${room} may import: ${mayImport.join(', ') || 'nothing'}.`,
    ),
  ]),
}));

const outside = (files: string[], mayImport: readonly string[], who: string) => ({
  files,
  rules: restrict([
    byTheDoor,
    ...noDoorTo(
      everyRoom.filter((other) => !mayImport.includes(other)),
      `${who} may import only core/${mayImport.join(' and core/')}.`,
    ),
  ]),
});

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'react', 'jsx-a11y', 'promise', 'vitest'],
  options: { typeAware: true },
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: ['dist', 'out', 'release', 'node_modules', 'assets'],
  rules: {
    'no-console': 'error',
    'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    'typescript/no-floating-promises': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'off',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'import/no-cycle': 'error',
    'react/react-in-jsx-scope': 'off',
    'react/exhaustive-deps': 'error',
    'import/no-unassigned-import': 'off',
    'no-await-in-loop': 'off',
    'no-shadow': 'off',
    'no-underscore-dangle': 'off',
    'unicorn/no-array-sort': 'off',
    'unicorn/no-array-reverse': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/no-unnecessary-type-parameters': 'off',
    'unicorn/prefer-add-event-listener': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/require-post-message-target-origin': 'off',
    // Our objects are closures: their functions never read `this`, so they may be taken apart freely.
    'typescript/unbound-method': 'off',
    'typescript/consistent-return': 'off',
    'promise/always-return': 'off',
    'promise/no-multiple-resolved': 'off',
  },
  overrides: [
    ...roomRules,
    { files: [...passages.map((passage) => `core/${passage}/**`), 'core/*.ts'], rules: restrict([shells, byTheDoor]) },
    // Their tests may use what a room keeps for tests: a real Prometheus, a sink, a daemon.
    { files: passages.map((passage) => `core/${passage}/**/*.test.ts`), rules: restrict([shells]) },
    outside(['renderer/**'], ['shared'], 'renderer'),
    outside(['electron/**'], ['shared', 'supervisor'], 'electron'),
    { files: ['electron/*.mjs', '**/bench*.ts', '**/*.bench.ts', '**/bench/*.ts'], rules: { 'no-console': 'off' } },
  ],
});
