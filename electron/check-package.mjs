// electron-builder's afterPack hook: a package that lacks a binary, or carries another machine's, is not built.
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { Arch } from 'electron-builder';

/** What must lie beside the archive, as patterns: each of them at least once. */
const needed = (platform, arch) => [
  'package.json',
  'dist/core/{main,serving,inference-worker,load}.js',
  'dist/renderer/index.html',
  'assets/models/*/model.{json,onnx}',
  'assets/images/index.json',
  'assets/dashboards/*.json',
  `node_modules/onnxruntime-node/bin/*/${platform}/${arch}/*.node`,
  `node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`,
  `node_modules/@img/sharp-${platform}-${arch}/**/*.node`,
];

/** Native modules of other machines: large, and never read. */
const foreign = (platform, arch) => [
  `node_modules/onnxruntime-node/bin/*/!(${platform})/**/*.*`,
  `node_modules/onnxruntime-node/bin/*/${platform}/!(${arch})/**/*.*`,
  `node_modules/better-sqlite3/prebuilds/!(${platform}-${arch}).node`,
];

export default function checkPackage({ appOutDir, arch, electronPlatformName, packager }) {
  const resources = packager.getResourcesDir(appOutDir);
  const machine = [electronPlatformName, Arch[arch]];
  const found = (pattern) => globSync(pattern, { cwd: join(resources, 'app.asar.unpacked') });
  const missing = needed(...machine).filter((pattern) => found(pattern).length === 0);
  if (!existsSync(join(resources, 'app.asar'))) missing.unshift('app.asar');
  if (missing.length > 0) {
    throw new Error(`The package for ${machine.join(' ')} lacks ${missing.join(', ')}. Build it on such a machine.`);
  }
  const [stray] = foreign(...machine).flatMap(found);
  if (stray)
    throw new Error(`The package for ${machine.join(' ')} carries ${stray}: see "files" in electron-builder.yml.`);
}
