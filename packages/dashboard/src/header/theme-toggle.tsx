import { useDeckContext, usePreferences, useView } from "../deck-context.ts";
import type { Theme } from "../preferences/preferences.ts";
import { Button } from "../ui/button.tsx";
import { chooseTheme, nextTheme } from "./applied-theme.ts";

const ICONS: Record<Theme, string> = {
  dark: "M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3Z",
  light:
    "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM8 .8v1.6M8 13.6v1.6M.8 8h1.6M13.6 8h1.6M2.9 2.9l1.1 1.1M12 12l1.1 1.1M13.1 2.9 12 4M4 12l-1.1 1.1",
  system: "M2 3h12v8H2ZM5.5 13.5h5",
};

export function ThemeToggle() {
  const { view, preferences } = useDeckContext();
  const preferred = usePreferences((kept) => kept.theme);
  const theme = useView((shown) => shown.theme) ?? preferred;
  return (
    <Button
      size="square"
      variant="ghost"
      aria-label={`Theme: ${theme}. Change to ${nextTheme(theme)}`}
      title={`Theme: ${theme}`}
      onClick={() => chooseTheme(nextTheme(theme), view, preferences)}
    >
      <svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
        <path
          d={ICONS[theme]}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
    </Button>
  );
}
