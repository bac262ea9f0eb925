export { type LoadScript, type LoadScriptInput, writeLoadScript } from './load-script.ts';
