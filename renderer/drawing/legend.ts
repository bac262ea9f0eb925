export interface LegendItem {
  key: string;
  name: string;
  color: string;
  /** Not drawn at present. */
  isHidden: boolean;
  /** One text per column. */
  values: readonly string[];
}

export interface LegendModel {
  mode: 'list' | 'table';
  placement: 'bottom' | 'right';
  columns: readonly string[];
  items: readonly LegendItem[];
}
