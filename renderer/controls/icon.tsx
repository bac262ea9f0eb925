/** Line icons on a 16 px grid, drawn with the text's colour. Decoration only: the control they stand in has the name. */
const paths = {
  overview: 'M2 9.5h3l2-6 3 9 2-5h2',
  picture: 'M2.5 3h11v10h-11zM2.5 11l3-3.5 2.5 2.5 2-1.5 3.5 3M10.5 6h.01',
  dashboard: 'M2.5 2.5h4.5v6h-4.5zM9 2.5h4.5v3.5H9zM9 8h4.5v5.5H9zM2.5 10.5h4.5v3h-4.5z',
  load: 'M2 13h2.5v-3H7V6.5h2.5V3H12v6h2v4',
  drift: 'M3 11h.01M5 9.5h.01M6.5 11.5h.01M8.5 10h.01M10 5h.01M12 3.5h.01M13 6h.01M2 7.5h2.5M6.7 7.5h2.6M11.5 7.5H14',
  explore: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2zM10.6 5.4 9.1 9.1 5.4 10.6 6.9 6.9z',
  targets: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2zM8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 8h.01',
  store: 'M2.5 4c0-2.4 11-2.4 11 0s-11 2.4-11 0zM2.5 4v8c0 2.4 11 2.4 11 0V4M2.5 8c0 2.4 11 2.4 11 0',
  bell: 'M8 2.2c-2.4 0-3.8 1.7-3.8 4v2.6L2.8 11.2h10.4L11.8 8.8V6.2c0-2.3-1.4-4-3.8-4zM6.5 13.2a1.6 1.6 0 0 0 3 0',
  flag: 'M4 14V2.5l8.5 3-8.5 3',
  stack: 'M2 9.5h3.5V13H2zM6.2 9.5h3.6V13H6.2zM10.5 9.5H14V13h-3.5zM4.1 5h3.5v3.5H4.1zM8.4 5h3.5v3.5H8.4z',
  clock: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2zM8 5v3.2l2.2 1.4',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.6M13.2 2v2.9h-2.9',
  zoomOut: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3 14 14M5 7h4',
  back: 'M9.5 3.5 5 8l4.5 4.5',
  forward: 'M6.5 3.5 11 8l-4.5 4.5',
  down: 'M4 6.2 8 10l4-3.8',
  play: 'M4.5 2.8v10.4L13 8z',
  stop: 'M4 4h8v8H4z',
  upload: 'M8 10.5v-8M4.8 5.5 8 2.3l3.2 3.2M2.5 10.5v3h11v-3',
  download: 'M8 2.3v8.2M4.8 7.3 8 10.5l3.2-3.2M2.5 10.5v3h11v-3',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  check: 'M3 8.5 6.5 12 13 4.5',
  close: 'M4 4l8 8M12 4l-8 8',
  warning: 'M8 2.5 14.2 13H1.8zM8 6.5v3M8 11.3h.01',
  camera: 'M2 5h3l1-1.8h4L11 5h3v8H2zM8 6.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4z',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.2v1.6M8 13.2v1.6M1.2 8h1.6M13.2 8h1.6M3.2 3.2l1.1 1.1M11.7 11.7l1.1 1.1M3.2 12.8l1.1-1.1M11.7 4.3l1.1-1.1',
  moon: 'M13 9.6A5.6 5.6 0 0 1 6.4 3a5.6 5.6 0 1 0 6.6 6.6z',
  system: 'M2 3h12v8H2zM5.5 13.5h5',
  keyboard: 'M1.5 4h13v8h-13zM4 6.5h.01M6.7 6.5h.01M9.3 6.5h.01M12 6.5h.01M5 9.5h6',
  history: 'M3 8a5 5 0 1 0 1.5-3.6M2.8 2v2.9h2.9M8 5.2V8.2l2 1.2',
  add: 'M8 3v10M3 8h10',
  info: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2zM8 7.5v3.5M8 5.2h.01',
  link: 'M6.5 9.5l3-3M7 4.8l1.6-1.6a2.7 2.7 0 0 1 3.9 3.9L10.9 8.7M9 11.2l-1.6 1.6a2.7 2.7 0 0 1-3.9-3.9l1.6-1.6',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
