/**
 * A host name or address as a browser writes it in `Host` and `Origin`: lower case, IPv6 in brackets
 * and shortened, IPv4 with four numbers. Null for what is none, and for one with a port.
 */
export function browserHost(text: string): string | null {
  const bracketed = text.includes(":") && !text.startsWith("[") ? `[${text}]` : text;
  if (!/^(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)$/i.test(bracketed)) return null;
  try {
    return new URL(`http://${bracketed}/`).hostname;
  } catch {
    return null;
  }
}
