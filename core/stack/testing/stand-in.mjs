/**
 * Stands in for Grafana and for cAdvisor in tests, because no image of either can be had on a machine without a
 * registry. It is neither: it answers their health endpoints, and for Grafana it reads what it was given (environment,
 * provisioning files) and lists what the real one would refuse. GET /stand-in tells what it found.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { parse } from './yaml/dist/index.js';

const [, , program, port] = process.argv;
const provisioning = '/etc/grafana/provisioning';
let reloads = 0;

const yamlOf = (part) =>
  readdirSync(join(provisioning, part)).map((file) => {
    // Grafana puts environment variables in before it reads.
    const text = readFileSync(join(provisioning, part, file), 'utf8');
    return parse(
      text
        .replaceAll('$$', '\0')
        .replace(/\$\{?(\w+)\}?/g, (_, name) => process.env[name] ?? '')
        .replaceAll('\0', '$'),
    );
  });

function look() {
  const problems = [];
  const need = (holds, problem) => holds || problems.push(problem);
  for (const name of ['GF_SECURITY_ADMIN_USER', 'GF_SECURITY_ADMIN_PASSWORD'])
    need(process.env[name], `${name} is not set`);
  need((process.env.GF_SECURITY_ADMIN_PASSWORD ?? '').length >= 16, 'the password is short');
  need(process.env.GF_SECURITY_ALLOW_EMBEDDING === 'true', 'embedding is not allowed');
  need(process.env.GF_AUTH_ANONYMOUS_ORG_ROLE === 'Viewer', 'anonymous visitors are more than viewers');
  const dataSources = yamlOf('datasources').flatMap((file) => {
    need(file.apiVersion === 1, 'datasources: apiVersion is not 1');
    return file.datasources ?? [];
  });
  for (const { name, type, access, url } of dataSources)
    need(name && type && access && URL.canParse(url), `data source ${name} is not whole`);
  need(dataSources.filter((one) => one.isDefault).length === 1, 'there must be one default data source');
  const uids = new Set(dataSources.map(({ uid }) => uid));
  const dashboards = yamlOf('dashboards')
    .flatMap(({ providers }) => providers)
    .flatMap(({ type, options }) => {
      need(type === 'file' && options.path, 'a dashboard provider is no file provider');
      return readdirSync(options.path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => {
          const dashboard = JSON.parse(readFileSync(join(entry.parentPath, entry.name), 'utf8'));
          need(
            dashboard.uid && dashboard.title && Array.isArray(dashboard.panels),
            `${entry.name} is no classic dashboard`,
          );
          need(!('__inputs' in dashboard), `${entry.name} still has inputs`);
          return {
            folder: entry.parentPath.slice(options.path.length + 1),
            uid: dashboard.uid,
            title: dashboard.title,
          };
        });
    });
  need(new Set(dashboards.map(({ uid }) => uid)).size === dashboards.length, 'two dashboards share a uid');
  const alerting = yamlOf('alerting');
  const contactPoints = alerting.flatMap((file) => file.contactPoints ?? []);
  const rules = alerting
    .flatMap((file) => file.groups ?? [])
    .flatMap(({ name, folder, interval, rules }) => {
      need(name && folder && /^\d+[smh]$/.test(interval), `group ${name} is not whole`);
      return rules;
    });
  for (const { uid, title, condition, data, notification_settings: settings } of rules) {
    need(uid && title && uid.length <= 40, `rule ${title} is not whole`);
    need(
      data.some(({ refId }) => refId === condition),
      `rule ${title}: its condition is none of its steps`,
    );
    for (const { refId, datasourceUid, model } of data) {
      need(datasourceUid === '__expr__' || uids.has(datasourceUid), `rule ${title}: no data source ${datasourceUid}`);
      need(datasourceUid === '__expr__' || model.instant, `rule ${title}: ${refId} is neither instant nor reduced`);
      const inputs =
        model.type === 'math' ? model.expression.match(/(?<=\$)[A-Z]/g) : model.type ? [model.expression] : [];
      for (const input of inputs ?? [])
        need(
          data.some((step) => step.refId === input),
          `rule ${title}: ${refId} asks for ${input}`,
        );
    }
    if (settings)
      need(
        contactPoints.some(({ name }) => name === settings.receiver),
        `rule ${title}: no contact point`,
      );
  }
  return { problems, dataSources, dashboards, rules, contactPoints, reloads };
}

const isAdmin = ({ headers }) =>
  headers.authorization ===
  `Basic ${Buffer.from(`admin:${process.env.GF_SECURITY_ADMIN_PASSWORD}`).toString('base64')}`;

const server = createServer((request, reply) => {
  const json = (status, body) =>
    reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const { pathname } = new URL(request.url, 'http://stand-in');
  if (program === 'grafana' && pathname === '/api/health') return json(200, { database: 'ok', version: 'stand-in' });
  if (program === 'cadvisor' && pathname === '/healthz') return reply.end('ok');
  if (program === 'cadvisor' && pathname === '/metrics') {
    return reply
      .writeHead(200, { 'content-type': 'text/plain; version=0.0.4' })
      .end('stand_in_info{for="cadvisor"} 1\n');
  }
  if (pathname === '/stand-in') return json(200, look());
  if (request.method === 'POST' && /^\/api\/admin\/provisioning\/\w+\/reload$/.test(pathname)) {
    if (!isAdmin(request)) return json(401, { message: 'Unauthorized' });
    reloads++;
    return json(200, { message: 'reloaded' });
  }
  reply
    .writeHead(200, { 'content-type': 'text/html' })
    .end(`<!doctype html><title>Stand-in</title><h1>This stands in for ${program} in a test</h1>`);
});
server.listen(Number(port));
process.on('SIGTERM', () => server.close(() => process.exit(0)) && server.closeAllConnections());
