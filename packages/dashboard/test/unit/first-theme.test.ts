import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { createPreferenceStore } from "../../src/preferences/preference-store.ts";
import { THEMES } from "../../src/preferences/preferences.ts";
import { parseView } from "../../src/view/view-query.ts";

const SCRIPT = readFileSync(new URL("../../public/theme.js", import.meta.url), "utf8");
/** What index.html has. */
const BUILT_IN = "dark";

const QUERIES = ["", "?theme=pink", ...THEMES.map((theme) => `?theme=${theme}&worker=2`)];
const STORED = [
  {},
  ...THEMES.map((theme) => ({ "clusterdeck.preferences": JSON.stringify({ version: 2, theme }) })),
  ...THEMES.map((theme) => ({ "clusterdeck.theme": theme })),
  { "clusterdeck.preferences": '{"theme":"pink"}', "clusterdeck.theme": "light" },
  { "clusterdeck.preferences": "null" },
  { "clusterdeck.preferences": "{" },
  { "clusterdeck.preferences": "7" },
];

/** A window as far as the theme needs it; `null` forbids storage, as a browser may. */
function windowWith(search: string, stored: Record<string, string> | null) {
  return {
    location: { search },
    document: { documentElement: { dataset: { theme: BUILT_IN } } },
    addEventListener: () => {},
    URLSearchParams,
    get localStorage() {
      if (stored === null) throw new DOMException("The operation is insecure.", "SecurityError");
      return { getItem: (key: string) => stored[key] ?? null };
    },
  };
}

test("before the first paint the theme is what the page itself makes of the address and the storage", () => {
  for (const search of QUERIES) {
    for (const stored of [...STORED, null]) {
      const window = windowWith(search, stored);
      runInNewContext(SCRIPT, window);
      const preferred = createPreferenceStore(window as unknown as Window).getState().theme;
      const shown = window.document.documentElement.dataset.theme;
      expect(shown, `${search} ${JSON.stringify(stored)}`).toBe(
        parseView(search).theme ?? preferred,
      );
    }
  }
});
