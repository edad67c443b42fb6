/** Which options a configuration has given, as opposed to flags. */
export interface ConfigKeys {
  /** Of the configuration, as errors name it: "clusterdeck.config.ts". */
  readonly name: string;
  readonly keys: ReadonlySet<string>;
}

/** An option by the name under which it was given: a flag's, or a configuration's with its key. */
export function optionName(key: string, config: ConfigKeys | undefined): string {
  if (config?.keys.has(key) === true) return `${config.name}: ${key}`;
  return `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
