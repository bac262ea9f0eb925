/** Labels that all must be there. */
export type LabelFilter = Readonly<Record<string, string>>;

/** As the engine's list calls take them. */
export const labelFilters = (labels: LabelFilter) => ({
  label: Object.entries(labels).map(([name, value]) => `${name}=${value}`),
});
