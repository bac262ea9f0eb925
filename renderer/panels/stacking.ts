interface Layer {
  values: Float64Array;
  mode: 'none' | 'normal' | 'percent';
  group: string;
}

/**
 * Where each series is drawn once those before it in its group are below it. A missing value counts as nothing below
 * others, and is drawn as nothing itself only where the whole stack is missing: otherwise it would tear a hole.
 */
export function stacked(layers: readonly Layer[]): Float64Array[] {
  const length = layers[0]?.values.length ?? 0;
  const totals = Map.groupBy(layers, ({ group }) => group);
  const sums = new Map([...totals].map(([group, of]) => [group, sumOf(of, length)]));
  const reached = new Map<string, Float64Array>();
  return layers.map(({ values, mode, group }) => {
    if (mode === 'none') return values;
    const below = reached.get(group) ?? new Float64Array(length);
    const total = sums.get(group)!;
    const top = Float64Array.from(below, (base, i) => base + (Number.isFinite(values[i]) ? values[i]! : 0));
    reached.set(group, top);
    return Float64Array.from(top, (height, i) => {
      if (Number.isNaN(total[i])) return NaN;
      return mode === 'percent' ? (total[i] === 0 ? 0 : height / total[i]!) : height;
    });
  });
}

/** NaN where no layer has a value. */
function sumOf(layers: readonly Layer[], length: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => {
    const there = layers.filter(({ values, mode }) => mode !== 'none' && Number.isFinite(values[i]));
    return there.length === 0 ? NaN : there.reduce((sum, { values }) => sum + values[i]!, 0);
  });
}
