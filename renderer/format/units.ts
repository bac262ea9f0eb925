import { dateTime, fromNow } from './date-time.ts';
import * as duration from './durations.ts';
import { toFixed } from './fixed.ts';
import { formatted, type ValueFormat } from './formatted.ts';
import * as long from './long-durations.ts';
import { binary, count, currency, fixed, pressurePsi, short, si } from './scaled.ts';

/** `id=unit` words apart by spaces; `_` stands for a space inside a unit. */
const table = (text: string, make: (unit: string) => ValueFormat): [string, ValueFormat][] =>
  text
    .trim()
    .split(/\s+/)
    .map((row) => {
      const at = row.indexOf('=');
      return [row.slice(0, at), make(row.slice(at + 1).replaceAll('_', ' '))];
    });

/** As `table`, for units that may come with a prefix: `id=k|B` reads thousands of B. */
const prefixed = (text: string, make: (unit: string, from: string) => ValueFormat) =>
  table(text, (spec) => {
    const [from, unit] = spec.includes('|') ? (spec.split('|') as [string, string]) : ['', spec];
    return make(unit, from);
  });

const bool =
  (yes: string, no: string): ValueFormat =>
  (value) =>
    formatted(value ? yes : no);

/** Rounded as decimals first, like Grafana's. */
const hexText = (value: number, decimals?: number | null) =>
  Number(toFixed(value, decimals)).toString(16).toUpperCase();

const special: Record<string, ValueFormat> = {
  none: fixed(''),
  string: (value) => formatted(String(value)),
  short,
  sishort: si(''),
  percent: fixed('%'),
  percentunit: (value, decimals) => fixed('%')(value * 100, decimals),
  hex: (value, decimals) => formatted(hexText(value, decimals)),
  hex0x: (value, decimals) => formatted(`${value < 0 ? '-' : ''}0x${hexText(Math.abs(value), decimals)}`),
  sci: (value, decimals) => formatted(value.toExponential(decimals ?? undefined)),
  locale: (value, decimals) => formatted(value.toLocaleString('en-US', { maximumFractionDigits: decimals ?? 3 })),
  pressurepsi: pressurePsi,
  ns: duration.nanoseconds,
  µs: duration.microseconds,
  ms: duration.milliseconds,
  s: duration.seconds,
  m: duration.minutes,
  h: duration.hours,
  d: duration.days,
  timeticks: duration.timeTicks,
  dtdurationms: long.inWords('millisecond'),
  dtdurations: long.inWords('second'),
  dthms: long.hoursMinutesSeconds,
  dtdhms: long.daysHoursMinutesSeconds,
  clockms: long.clock(1),
  clocks: long.clock(1000),
  dateTimeAsIso: dateTime('YYYY-MM-DD HH:mm:ss'),
  dateTimeAsIsoNoDateIfToday: dateTime('YYYY-MM-DD HH:mm:ss', 'HH:mm:ss'),
  dateTimeAsUS: dateTime('MM/DD/YYYY h:mm:ss a'),
  dateTimeAsUSNoDateIfToday: dateTime('MM/DD/YYYY h:mm:ss a', 'h:mm:ss a'),
  dateTimeAsLocal: (value) => formatted(new Date(value).toLocaleString()),
  dateTimeAsLocalNoDateIfToday: (value) => formatted(new Date(value).toLocaleString()),
  dateTimeAsSystem: dateTime('YYYY-MM-DD HH:mm:ss'),
  dateTimeFromNow: (value) => formatted(fromNow(value, Date.now())),
  bool: bool('True', 'False'),
  bool_yes_no: bool('Yes', 'No'),
  bool_on_off: bool('On', 'Off'),
};

/** Every unit id of Grafana 13 and how it is written. */
export const units: ReadonlyMap<string, ValueFormat> = new Map([
  ...Object.entries(special),
  ...table(
    `humidity=_%H dB=_dB pixel=_px dBm=_dbm
     accMS2=_m/sec² accFS2=_f/sec² accG=_g degree=_° radian=_rad grad=_grad arcmin=_arcmin arcsec=_arcsec
     areaM2=_m² areaF2=_ft² areaMI2=_mi² acres=_ac hectares=_ha
     ppm=_ppm conppb=_ppb conngm3=_ng/m³ conngNm3=_ng/Nm³ conμgm3=_μg/m³ conμgNm3=_μg/Nm³ conmgm3=_mg/m³
     conmgNm3=_mg/Nm³ congm3=_g/m³ congNm3=_g/Nm³ conmgdL=_mg/dL conmmolL=_mmol/L
     flowgpm=_gpm flowcms=_cms flowcfs=_cfs flowcfm=_cfm litreh=_L/h flowlpm=_L/min flowmlpm=_mL/min lux=_lux
     masslb=_lb masst=_t lengthcm=_cm lengthin=_in lengthft=_ft lengthmi=_mi
     pressurehpa=_hPa pressurekpa=_kPa pressurehg=_"Hg rotrpm=_rpm rotrads=_rad/s rotdegs=_°/s
     celsius=_°C fahrenheit=_°F farenheit=_°F kelvin=_K
     velocityms=_m/s velocitykmh=_km/h velocitymph=_mph velocityknot=_kn
     m3=_m³ Nm3=_Nm³ dm3=_dm³ gallons=_gal`,
    fixed,
  ),
  ...prefixed(
    `decbytes=B decbits=b deckbytes=k|B decmbytes=M|B decgbytes=G|B dectbytes=T|B decpbytes=P|B
     pps=p/s Bps=B/s bps=b/s KBs=k|B/s Kbits=k|b/s MBs=M|B/s Mbits=M|b/s GBs=G|B/s Gbits=G|b/s TBs=T|B/s
     Tbits=T|b/s PBs=P|B/s Pbits=P|b/s candela=cd hertz=Hz rothz=Hz rotkhz=k|Hz rotmhz=M|Hz rotghz=G|Hz
     flops=FLOPS mflops=M|FLOPS gflops=G|FLOPS tflops=T|FLOPS pflops=P|FLOPS eflops=E|FLOPS zflops=Z|FLOPS
     yflops=Y|FLOPS Hs=H/s KHs=k|H/s MHs=M|H/s GHs=G|H/s THs=T|H/s PHs=P|H/s EHs=E|H/s
     watt=W kwatt=k|W megwatt=M|W gwatt=G|W mwatt=m|W Wm2=W/m² voltamp=VA kvoltamp=k|VA voltampreact=VAr
     kvoltampreact=k|VAr watth=Wh watthperkg=Wh/kg kwatth=k|Wh kwattm=k|W-Min mwatth=M|Wh amph=Ah kamph=k|Ah mamph=m|Ah
     joule=J ev=eV amp=A kamp=k|A mamp=m|A volt=V kvolt=k|V mvolt=m|V mohm=m|Ω ohm=Ω kohm=k|Ω Mohm=M|Ω
     farad=F µfarad=µ|F nfarad=n|F pfarad=p|F ffarad=f|F henry=H mhenry=m|H µhenry=µ|H lumens=Lm
     forceNm=Nm forcekNm=k|Nm forceN=N forcekN=k|N massmg=m|g massg=g masskg=k|g
     lengthmm=m|m lengthm=m lengthkm=k|m pressurembar=m|bar pressurebar=bar pressurekbar=k|bar pressurepa=Pa
     radbq=Bq radci=Ci radgy=Gy radrad=rad radsv=Sv radmsv=m|Sv radusv=µ|Sv radrem=rem radexpckg=C/kg radr=R
     radsvh=Sv/h radmsvh=m|Sv/h radusvh=µ|Sv/h mlitre=m|L litre=L`,
    si,
  ),
  ...prefixed(
    `bytes=B bits=b kbytes=Ki|B mbytes=Mi|B gbytes=Gi|B tbytes=Ti|B pbytes=Pi|B
     binBps=B/s binbps=b/s KiBs=Ki|B/s Kibits=Ki|b/s MiBs=Mi|B/s Mibits=Mi|b/s GiBs=Gi|B/s Gibits=Gi|b/s
     TiBs=Ti|B/s Tibits=Ti|b/s PiBs=Pi|B/s Pibits=Pi|b/s`,
    binary,
  ),
  ...table(
    `cps=c/s ops=ops/s reqps=req/s rps=rd/s wps=wr/s iops=io/s eps=evt/s mps=msg/s recps=rec/s rowsps=rows/s
     cpm=c/m opm=ops/m reqpm=req/m rpm=rd/m wpm=wr/m epm=evts/m mpm=msgs/m recpm=rec/m rowspm=rows/m`,
    count,
  ),
  ...table(
    `currencyUSD=$ currencyGBP=£ currencyEUR=€ currencyJPY=¥ currencyRUB=₽ currencyUAH=₴ currencyBRL=R$
     currencyCZK=czk currencyCHF=CHF currencyPLN=PLN currencyBTC=฿ currencymBTC=mBTC currencyμBTC=μBTC
     currencyZAR=R currencyINR=₹ currencyKRW=₩ currencyIDR=Rp currencyPHP=PHP currencyMYR=RM currencyXPF=XPF
     currencyBGN=BGN currencyPYG=₲ currencyUYU=UYU currencyILS=₪`,
    currency,
  ),
  ...table('currencyDKK=kr currencyISK=kr currencyNOK=kr currencySEK=kr currencyVND=đ currencyTRY=₺', (symbol) =>
    currency(symbol, true),
  ),
]);

/** Units whose steps are powers of 1024, so that an axis in them is divided evenly. */
export const isBinaryUnit = (unit: string | undefined): boolean =>
  unit !== undefined && /^(bytes|bits|[kmgtp]bytes|binBps|binbps|[KMGTP]iBs|[KMGTP]ibits)$/.test(unit);
