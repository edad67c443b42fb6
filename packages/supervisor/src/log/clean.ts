/**
 * Whole control sequences: CSI (colours among them), and strings such as OSC, which set titles and
 * links, where they are terminated; then every other control character but the tab. See ECMA-48.
 */
const CONTROLS =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /\u001B\[[0-?]*[ -/]*[@-~]|\u001B[\]PX^_][^\u0007\u001B\u009C]*(?:\u0007|\u001B\\|\u009C)|[\u0000-\u0008\u000A-\u001F\u007F-\u009F]/g;
/** Tells of most lines, faster than a replacement would, that there is nothing to do. */
// eslint-disable-next-line no-control-regex -- see above
const ANY_CONTROL = /[\u0000-\u0008\u000A-\u001F\u007F-\u009F]/;
// eslint-disable-next-line no-control-regex -- see above
const COLOUR = /^\u001B\[[0-9;:]*m$/;

/** An app's text may hold sequences that drive a terminal; only colours (SGR) are let through. */
export function clean(text: string): string {
  if (!ANY_CONTROL.test(text)) return text;
  return text.replaceAll(CONTROLS, (found) => (COLOUR.test(found) ? found : ""));
}

/** The same without colours: for text that stands in a sentence, such as an error's first line. */
export function plain(text: string): string {
  return ANY_CONTROL.test(text) ? text.replaceAll(CONTROLS, "") : text;
}
