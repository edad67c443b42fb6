/**
 * The stylesheets of parts that come later. Vite asks for each once, and takes one that could not be
 * had for loaded from then on: the part would be drawn without it.
 */
const failed = new Set<HTMLLinkElement>();
let mending: Promise<void> = Promise.resolve();

/** Takes note of each that cannot be had. */
export function watchStylesheets(page: Document): void {
  const note = ({ target }: Event) => {
    if (target instanceof HTMLLinkElement && target.rel === "stylesheet") failed.add(target);
  };
  // Captured: what goes wrong with a link is told to the link alone.
  page.addEventListener("error", note, { capture: true });
}

/**
 * Asks again for those that could not be had. One call after the other: what one is asking for is
 * not there yet for the next.
 *
 * @throws (rejects) when one still cannot be had
 */
export function mendStylesheets(): Promise<void> {
  const mendAll = async () => void (await Promise.all([...failed].map(mend)));
  mending = mending.then(mendAll, mendAll);
  return mending;
}

function mend(link: HTMLLinkElement): Promise<void> {
  const again = link.cloneNode() as HTMLLinkElement;
  failed.delete(link);
  return new Promise((resolve, reject) => {
    again.addEventListener("load", () => resolve());
    again.addEventListener("error", () => reject(new Error(`no stylesheet from ${link.href}`)));
    link.replaceWith(again);
  });
}
