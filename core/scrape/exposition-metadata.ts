import { reasonOf, type MetricMetadata } from '../shared/index.ts';
import type { ExpositionParser } from './exposition-parser.ts';
import { formatOpenMetricsFloat, parseGoFloat } from './go-float.ts';
import { parseSeriesText, type ParsedSeries } from './series-text.ts';

/** What exposition text says of its metrics, and how series are read in that light. */
export class ExpositionMetadata {
  private readonly metrics = new Map<string, MetricMetadata>();

  /** Takes the entry that the parser just read. */
  learn(parser: ExpositionParser, entry: 'type' | 'help' | 'unit'): void {
    const known = this.metrics.get(parser.metric);
    const metadata: MetricMetadata = known ?? { type: 'unknown', help: '', unit: '' };
    if (entry === 'type') metadata.type = parser.type;
    else metadata[entry] = parser.text;
    if (!known) this.metrics.set(parser.metric, metadata);
  }

  all(): ReadonlyMap<string, MetricMetadata> {
    return this.metrics;
  }

  /**
   * The series of the sample that the parser just read. Bounds of histograms and summaries come as floats in their shortest
   * form: client libraries print them in several ways, and one bucket is one series. Throws `ExpositionError`.
   */
  seriesOf(parser: ExpositionParser): ParsedSeries {
    let series: ParsedSeries;
    try {
      series = parseSeriesText(parser.seriesText);
    } catch (error) {
      return parser.fail(reasonOf(error));
    }
    const bound = this.boundLabelOf(series.name);
    for (const label of series.labels) if (label[0] === bound) label[1] = normalBound(label[1]);
    return series;
  }

  private boundLabelOf(name: string): string | null {
    if (this.metrics.get(name)?.type === 'summary') return 'quantile';
    const isBucket =
      name.endsWith('_bucket') && this.metrics.get(name.slice(0, -'_bucket'.length))?.type === 'histogram';
    return isBucket ? 'le' : null;
  }
}

function normalBound(text: string): string {
  const bound = parseGoFloat(text);
  return bound === undefined ? text : formatOpenMetricsFloat(bound);
}
