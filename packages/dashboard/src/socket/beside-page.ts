/**
 * A path of the supervisor as the page is to ask for it: relative, since the page may be below a path
 * of another server.
 */
export function besidePage(path: string): string {
  return `.${path}`;
}
