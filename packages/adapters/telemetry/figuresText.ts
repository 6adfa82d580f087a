/** Upper ends, in seconds: from what nobody notices to what somebody has to look at. */
export const secondsBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 3_600];

const families = [
  {
    name: 'muster_phase_seconds',
    type: 'histogram',
    help: 'How long jobs were in a state, when they leave it.',
  },
  {
    name: 'muster_rows_total',
    type: 'counter',
    help: 'Rows that a phase of a job went through; its rate is rows/s, over that of muster_phase_seconds_sum the speed.',
  },
  {
    name: 'muster_webhook_attempts_total',
    type: 'counter',
    help: 'Calls of receivers: delivered, or what went wrong.',
  },
] as const;

/** The shared figures as Prometheus reads them, one family after the other. */
export function figuresText(sums: ReadonlyMap<string, number>): string {
  const series = [...sums].sort(([one], [other]) => compareSeries(one, other));
  return families
    .flatMap(({ name, type, help }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      ...series.filter(([it]) => belongsTo(it, name)).map(([it, sum]) => `${it} ${sum}`),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

function belongsTo(series: string, family: string): boolean {
  return new RegExp(`^${family}(_bucket|_sum|_count)?\\{`).test(series);
}

/** Buckets by their upper end: as texts, 10 would come before 5. */
function compareSeries(one: string, other: string): number {
  const [[a, aEnd], [b, bEnd]] = [partsOf(one), partsOf(other)];
  return a === b ? aEnd - bEnd : a < b ? -1 : 1;
}

function partsOf(series: string): [string, number] {
  const [, before = series, end = ''] = /^(.*),le="(.+)"\}$/.exec(series) ?? [];
  return [before, end === '+Inf' ? Infinity : Number(end)];
}
