/** The names the page's verbs travel under; the preload script and the bridge agree on them here. */
export const channels = { saveImage: 'telltale:save-image', notify: 'telltale:notify' } as const;
