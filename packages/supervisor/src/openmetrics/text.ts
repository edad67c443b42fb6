/** A value with its labels, of which the values are any text. */
export interface Sample {
  /** Put after the family's name, such as `_total`. */
  readonly suffix?: string;
  readonly labels?: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/** All of one name. The unit, where there is one, is the end of the name. */
export interface Family {
  readonly name: string;
  readonly type: "gauge" | "counter" | "histogram" | "info";
  readonly unit?: "seconds" | "bytes" | "ratio";
  readonly help: string;
  readonly samples: readonly Sample[];
}

export const OPENMETRICS_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/** The OpenMetrics text format, version 1.0. A family without samples is left out. */
export function openMetricsText(families: readonly Family[]): string {
  return [
    ...families.filter(({ samples }) => samples.length > 0).flatMap(linesOf),
    "# EOF",
    "",
  ].join("\n");
}

function linesOf({ name, type, unit, help, samples }: Family): string[] {
  return [
    `# TYPE ${name} ${type}`,
    ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
    `# HELP ${name} ${escaped(help)}`,
    ...samples.map(
      ({ suffix = "", labels = {}, value }) => `${name}${suffix}${labelText(labels)} ${value}`,
    ),
  ];
}

function labelText(labels: Readonly<Record<string, string | number>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(`${value}`)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');
}
