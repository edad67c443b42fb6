/** `max-memory` as `maxMemory`: how an option's name is written as a key. */
export type CamelCase<Name extends string> = Name extends `${infer Word}-${infer Rest}`
  ? `${Word}${Capitalize<CamelCase<Rest>>}`
  : Name;

export function camelCase<Name extends string>(name: Name): CamelCase<Name> {
  const key = name.replaceAll(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());
  return key as CamelCase<Name>;
}
