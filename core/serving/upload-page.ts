import type { ModelManifest } from '../models/index.ts';

/**
 * The page at /: choose or drop a picture, see the class. HTML, style and script are strings in modules so that they
 * are part of the bundle; served as three files, because the page's policy allows nothing inline.
 */
export const PAGE_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='7' fill='%23e8590c'/%3E%3Ccircle cx='8' cy='8' r='4' fill='%23fff'/%3E%3C/svg%3E";

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => entities[char]!);

export const uploadPage = ({ title, description, name, version }: ModelManifest): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escapeHtml(title)}</title>
    <link rel="icon" href="${ICON}" />
    <link rel="stylesheet" href="/page/style.css" />
    <script src="/page/script.js" type="module"></script>
  </head>
  <body>
    <main>
      <header>
        <h1>${escapeHtml(title)}</h1>
        <p>${escapeHtml(description)}</p>
      </header>
      <label id="drop" for="file">
        <input id="file" type="file" accept="image/jpeg,image/png,image/webp" />
        <img id="preview" alt="" hidden />
        <span id="invitation"><strong>Choose a picture</strong> or drop it here<br /><small>JPEG, PNG or WebP</small></span>
      </label>
      <section id="result" aria-live="polite" hidden>
        <p id="answer"><output id="prediction"></output><output id="confidence"></output></p>
        <p id="problem" role="alert" hidden></p>
        <ol id="classes"></ol>
        <p id="note"></p>
      </section>
      <footer>
        <span>${escapeHtml(name)} version ${escapeHtml(version)}</span>
        <nav><a href="/docs">API</a> <a href="/metrics">Metrics</a> <a href="/health">Health</a></nav>
      </footer>
    </main>
  </body>
</html>
`;
