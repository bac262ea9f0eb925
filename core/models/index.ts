export * from './manifest.ts';
export * from './model-package.ts';
export * from './npy-header.ts';
