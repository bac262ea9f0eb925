/** A value as it is shown. The parts are apart so that a stat panel can set the unit smaller than the number. */
export interface FormattedValue {
  prefix: string;
  text: string;
  suffix: string;
}

/** `decimals` null or absent means automatic. */
export type ValueFormat = (value: number, decimals?: number | null) => FormattedValue;

export const formatted = (text: string, suffix = '', prefix = ''): FormattedValue => ({ prefix, text, suffix });

export const joined = ({ prefix, text, suffix }: FormattedValue): string => `${prefix}${text}${suffix}`;
