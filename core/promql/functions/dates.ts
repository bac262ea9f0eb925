const DAY_MS = 86_400_000;

/** Functions of a Unix time, in UTC. */
const parts: Record<string, (date: Date) => number> = {
  minute: (date) => date.getUTCMinutes(),
  hour: (date) => date.getUTCHours(),
  day_of_week: (date) => date.getUTCDay(),
  day_of_month: (date) => date.getUTCDate(),
  day_of_year: (date) => Math.floor((date.getTime() - utc(date.getUTCFullYear(), 0, 1)) / DAY_MS) + 1,
  days_in_month: (date) => new Date(utc(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate(),
  month: (date) => date.getUTCMonth() + 1,
  year: (date) => date.getUTCFullYear(),
};

/** Like Date.UTC, but years below 100 are those years and not the nineteen-hundreds. */
const utc = (year: number, month: number, day: number): number => new Date(0).setUTCFullYear(year, month, day);

/** Of seconds since the epoch, of which fractions are cut off. NaN where no calendar reaches. */
export const dateFunctions: Record<string, (seconds: number) => number> = Object.fromEntries(
  Object.entries(parts).map(([name, part]) => [name, (seconds: number) => part(new Date(Math.trunc(seconds) * 1000))]),
);
