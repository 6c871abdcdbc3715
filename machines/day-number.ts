/** Calendar days as whole numbers, for counting between them. Gregorian throughout, no zone, no clock. */

/** Days from 0000-03-01 to 1970-01-01. */
const epoch = 719_468;
/** Days in a hundred years, times four: every fourth century has one leap day more. */
const fourCenturies = 146_097;
/** Days in a year, times four. */
const fourYears = 1461;

/** Days since 1970-01-01 (which is 0; earlier days are negative). `day` is a day that exists, `YYYY-MM-DD`. */
export function dayNumber(day: string): number {
  const month = Number(day.slice(5, 7));
  // Counted from March, the leap day ends its year and no month is the odd one out.
  const year = Number(day.slice(0, 4)) - (month < 3 ? 1 : 0);
  const century = Math.floor(year / 100);
  return (
    Math.floor((century * fourCenturies) / 4) +
    Math.floor(((year - century * 100) * fourYears) / 4) +
    daysBefore((month + 9) % 12) +
    Number(day.slice(8, 10)) -
    1 -
    epoch
  );
}

/** The day, `YYYY-MM-DD`, that is a whole number of days after 1970-01-01. From 0000-01-01 to 9999-12-31. */
export function dayOfNumber(number: number): string {
  const days = number + epoch;
  const century = Math.floor((4 * days + 3) / fourCenturies);
  const inCentury = days - Math.floor((century * fourCenturies) / 4);
  const year = Math.floor((4 * inCentury + 3) / fourYears);
  const inYear = inCentury - Math.floor((year * fourYears) / 4);
  const month = Math.floor((5 * inYear + 2) / 153);
  const turned = month >= 10;
  return [
    padded(century * 100 + year + (turned ? 1 : 0), 4),
    padded(turned ? month - 9 : month + 3, 2),
    padded(inYear - daysBefore(month) + 1, 2),
  ].join('-');
}

/** Days of a year that began in March gone by before its month (0 = March): 31 30 31 30 31, again and again. */
function daysBefore(month: number): number {
  return Math.floor((153 * month + 2) / 5);
}

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}
