// Numbers as Go's strconv writes them. JavaScript rounds halves away from zero where Go takes the even neighbour, so ties
// are looked for: the exact decimal value of a double is in reach of toFixed(100) and toPrecision(100).

/** The most digits that JavaScript writes. */
const MOST_DIGITS = 100;

const special = (x: number): string | null => {
  if (Number.isNaN(x)) return 'NaN';
  if (x === Infinity) return '+Inf';
  return x === -Infinity ? '-Inf' : null;
};

const goExponent = (text: string): string => text.replace(/e([-+])(\d)$/, 'e$10$2');

/** The `%e` verb with `digits` places; -1: as many as it takes to read the same number back. */
export function formatExponent(x: number, digits: number): string {
  return (
    special(x) ?? signed(x, goExponent(digits < 0 ? Math.abs(x).toExponential() : rounded(Math.abs(x), digits + 1)))
  );
}

/** The `%f` verb with `digits` places; -1: as many as it takes. */
export function formatFixed(x: number, digits: number): string {
  const named = special(x);
  if (named !== null) return named;
  const size = Math.abs(x);
  if (digits < 0) return signed(x, plain(String(size)));
  if (size >= 1e21) return signed(x, BigInt(size).toString() + (digits > 0 ? `.${'0'.repeat(digits)}` : ''));
  const places = Math.min(digits, 100);
  let text = size.toFixed(places);
  const exact = size.toFixed(MOST_DIGITS);
  const point = exact.indexOf('.');
  const cut = places === 0 ? point + 1 : point + 1 + places;
  if (places < 100 && /^50*$/.test(exact.slice(cut))) {
    const kept = places === 0 ? exact.slice(0, point) : exact.slice(0, cut);
    if (Number(kept.at(-1)) % 2 === 0) text = kept;
  }
  return signed(x, digits > 100 ? text + '0'.repeat(digits - 100) : text);
}

/** The `%g` verb with `digits` significant digits; -1: as many as it takes. An exponent below 1e-4 and where digits end. */
export function formatGeneral(x: number, digits: number): string {
  const named = special(x);
  if (named !== null) return named;
  const precision = digits === 0 ? 1 : digits;
  const size = Math.abs(x);
  const scientific = precision < 0 ? size.toExponential() : rounded(size, precision);
  const [mantissa, exponentText] = scientific.split('e') as [string, string];
  const exponent = Number(exponentText);
  const shortMantissa = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  // With as many digits as it takes, Go decides as if there were six.
  const limit = precision < 0 ? 6 : precision;
  const text = `${shortMantissa}e${exponentText}`;
  return signed(x, exponent < -4 || exponent >= limit ? goExponent(text) : plain(text));
}

const signed = (x: number, text: string): string => (x < 0 || Object.is(x, -0) ? `-${text}` : text);

/** `d.ddde±x` with so many significant digits, halves to even. */
function rounded(size: number, precision: number): string {
  if (size === 0) return `${precision > 1 ? `0.${'0'.repeat(precision - 1)}` : '0'}e+0`;
  const places = Math.min(precision, 100) - 1;
  const text = size.toExponential(places);
  const exact = size.toExponential(MOST_DIGITS);
  const cut = places === 0 ? 2 : 2 + places;
  const [digits, exponent] = exact.split('e') as [string, string];
  if (places < 99 && /^50*$/.test(digits.slice(cut))) {
    const kept = places === 0 ? digits.slice(0, 1) : digits.slice(0, cut);
    if (Number(kept.at(-1)) % 2 === 0) return `${kept}e${exponent}`;
  }
  return text;
}

/** Without an exponent. */
function plain(text: string): string {
  const found = /^(\d)(?:\.(\d+))?e([-+]?\d+)$/.exec(text);
  if (!found) return text;
  const digits = found[1]! + (found[2] ?? '');
  const point = 1 + Number(found[3]);
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return digits.padEnd(point, '0');
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}
