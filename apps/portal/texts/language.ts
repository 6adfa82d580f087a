/** The language of the texts: numbers, plurals and times are written in it too. */
export const language = 'en';

const numbers = new Intl.NumberFormat(language);
const plurals = new Intl.PluralRules(language);
const shares = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
const bytes = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });

/** What stands between the thousands: "1,000". */
export const thousands = numbers.formatToParts(1_000).find(({ type }) => type === 'group')?.value ?? '';

export function number(value: number): string {
  return numbers.format(value);
}

/** `count(3, { one: 'problem', other: 'problems' })` = "3 problems". */
export function count(value: number, forms: { one: string; other: string }): string {
  return `${number(value)} ${plurals.select(value) === 'one' ? forms.one : forms.other}`;
}

/** `share(42, 327)` = "13%". */
export function share(part: number, whole: number): string {
  return shares.format(part / Math.max(1, whole));
}

/** In units of 1024, as file managers say it. */
export function fileSize(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  const power = Math.min(units.length - 1, value < 1 ? 0 : Math.floor(Math.log2(value) / 10));
  return `${bytes.format(value / 1024 ** power)} ${units[power] ?? ''}`;
}

/** `DE` = "Germany (DE)". */
export function countryName(code: string): string {
  return `${new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code} (${code})`;
}
