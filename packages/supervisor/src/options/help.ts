import { OPTIONS, SHORT_OPTIONS, type OptionSpec } from "./option-table.ts";

export function helpText(): string {
  const rows = Object.entries(OPTIONS).map(([name, option]) => [left(name, option), option.help]);
  const width = Math.max(...rows.map(([text]) => text?.length ?? 0));
  return [
    "Run a Node app as a cluster, watch it live in the browser, act on it.",
    "",
    "Usage: clusterdeck [options] <entry> [-- arguments for the app]",
    "       clusterdeck token [--rotate]    shows the kept token, or makes a new one",
    "",
    "Options:",
    ...rows.map(([text, help]) => `  ${(text ?? "").padEnd(width)}  ${help}`),
    "",
    "SIGTERM or Ctrl-C drains the workers and exits 0; a second one kills them at once.",
    "",
  ].join("\n");
}

function left(name: string, option: OptionSpec): string {
  const short = Object.entries(SHORT_OPTIONS).find(([, long]) => long === name)?.[0];
  const dashes = short === undefined ? `    --${name}` : `-${short}, --${name}`;
  return option.kind === "flag" ? dashes : `${dashes} ${option.placeholder}`;
}
