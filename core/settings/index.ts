export { type DataPaths, defaultDataDir, openDataDir } from './data-dir.ts';
export { helpText } from './help.ts';
export { isLoopback, readCommand, type Settings, SettingsError } from './settings.ts';
