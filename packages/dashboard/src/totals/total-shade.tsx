/** What is below a total's line: the same in the line and in the chart that takes its place. */
export function TotalShade({ id, color }: { id: string; color: string }) {
  return (
    <linearGradient id={id} x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stopColor={color} stopOpacity={0.3} />
      <stop offset="1" stopColor={color} stopOpacity={0.04} />
    </linearGradient>
  );
}
