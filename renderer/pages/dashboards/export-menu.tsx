import { reasonOf } from '../../../core/shared/index.ts';
import { Icon, type IconName, Popover, useToast } from '../../controls/index.ts';

/** A dashboard as a file or on the clipboard: as it is kept, for someone else's Grafana, or as a picture. */
export function ExportMenu({ uid, title }: { uid: string; title: string }) {
  const say = useToast();
  const base = `/api/console/dashboards/${encodeURIComponent(uid)}`;
  const copy = async () => {
    const reply = await fetch(`${base}/export`);
    if (!reply.ok) throw new Error(`the monitor answered ${reply.status}`);
    await navigator.clipboard.writeText(await reply.text());
  };
  const files: { text: string; icon: IconName; href: string }[] = [
    { text: 'JSON file', icon: 'download', href: `${base}/export?download=1` },
    { text: 'JSON file for sharing', icon: 'link', href: `${base}/export?for=sharing&download=1` },
    { text: 'Picture of the last hour', icon: 'camera', href: `${base}/render.png?from=now-1h&to=now&dpr=2` },
  ];
  return (
    <Popover label={`Export ${title}`} trigger="Export">
      {(close) => (
        <ul className="panel-choices">
          <li>
            <button
              type="button"
              onClick={() => {
                close();
                void copy().then(
                  () => say('JSON copied'),
                  (error: unknown) => say(`The JSON could not be copied: ${reasonOf(error)}`, 'bad'),
                );
              }}
            >
              <Icon name="copy" size={14} /> Copy JSON
            </button>
          </li>
          {files.map(({ text, icon, href }) => (
            <li key={text}>
              <a href={href} download={href.includes('.png') ? `${uid}.png` : true} onClick={close}>
                <Icon name={icon} size={14} /> {text}
              </a>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}
