export { ageText, spanText } from './age.ts';
export { askToNotify, notifyPermission, showNotice } from './desktop-notice.ts';
export { describeRange } from './describe-range.ts';
export { navigate, splitAddress, useAddress, withTime } from './location.ts';
export { preference } from './preference.ts';
export { followTheme, type Theme, type ThemeChoice, useTheme } from './theme.ts';
export { TimeProvider, type TimeSession, useTimeRange } from './time.tsx';
export {
  isRelativeRange,
  quickRanges,
  refreshChoicesMs,
  type ResolvedRange,
  resolveRange,
  shiftRange,
  type TimeRange,
  zoomOut,
} from './time-range.ts';
export { useNow } from './use-now.ts';
