import { expect, test } from "vitest";
import { createPreferenceStore } from "../../src/preferences/preference-store.ts";
import { DEFAULT_PREFERENCES } from "../../src/preferences/preferences.ts";

test("where the browser forbids storage, preferences last as long as the page", () => {
  const window = {
    addEventListener: () => {},
    get localStorage(): Storage {
      throw new DOMException("The operation is insecure.", "SecurityError");
    },
  } as unknown as Window;
  const preferences = createPreferenceStore(window);
  expect(preferences.getState()).toEqual(DEFAULT_PREFERENCES);
  preferences.setState({ theme: "light" });
  expect(preferences.getState().theme).toBe("light");
});
