/** HTTP dates (RFC 9110 §5.6.7) in their three forms. */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = `(?<month>${MONTHS.join('|')})`;
const TIME = '(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})';
const FORMS = [
  `^[a-z]{3}, (?<day>\\d{2}) ${MONTH} (?<year>\\d{4}) ${TIME} GMT$`,
  `^[a-z]{6,9}, (?<day>\\d{2})-${MONTH}-(?<year>\\d{2}) ${TIME} GMT$`,
  `^[a-z]{3} ${MONTH} (?<day>[ \\d]\\d) ${TIME} (?<year>\\d{4})$`,
];

/**
 * Milliseconds since the epoch, undefined for what is no HTTP date.
 *
 * `now` settles the century of a two-digit year: a date that seems more than 50 years ahead is in
 * the past.
 */
export function httpDate(text: string, now: number): number | undefined {
  for (const form of FORMS) {
    const found = new RegExp(form, 'i').exec(text.trim());
    if (found?.groups !== undefined) {
      return moment(found.groups, now);
    }
  }
  return undefined;
}

function moment(groups: Record<string, string>, now: number): number | undefined {
  const of = (name: string): number => Number(groups[name]);
  let year = of('year');
  if (year < 100) {
    const current = new Date(now).getUTCFullYear();
    year += Math.floor(current / 100) * 100;
    year -= year > current + 50 ? 100 : 0;
  }
  const month = MONTHS.indexOf((groups['month'] ?? '').toLowerCase());
  // A leap second is the end of its minute for our purpose.
  const second = Math.min(of('second'), 59);
  const found = new Date(0);
  found.setUTCFullYear(year, month, of('day'));
  found.setUTCHours(of('hour'), of('minute'), second);
  const exists =
    found.getUTCMonth() === month &&
    found.getUTCDate() === of('day') &&
    found.getUTCHours() === of('hour') &&
    found.getUTCMinutes() === of('minute');
  return exists ? found.getTime() : undefined;
}
