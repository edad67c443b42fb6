import type { Theme } from "../preferences/preferences.ts";
import { Menu, type MenuSection } from "../ui/menu.tsx";
import { Icon } from "./icon.tsx";
import styles from "./header.module.css";
import { THEME_WORDS } from "./theme-words.ts";
import { useTheme } from "./use-theme.ts";

const ICONS: Record<Theme, string> = {
  dark: "M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3Z",
  light:
    "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM8 .8v1.6M8 13.6v1.6M.8 8h1.6M13.6 8h1.6M2.9 2.9l1.1 1.1M12 12l1.1 1.1M13.1 2.9 12 4M4 12l-1.1 1.1",
  system: "M2 3h12v8H2ZM5.5 13.5h5",
};

export function ThemeMenu() {
  const { theme } = useTheme();
  const section = useThemeSection();
  return (
    <Menu
      trigger={{
        size: "square",
        variant: "ghost",
        className: styles.theme,
        "aria-label": `Theme: ${theme}`,
        title: `Theme: ${theme}`,
        children: <Icon path={ICONS[theme]} />,
      }}
      sections={[section]}
    />
  );
}

export function useThemeSection(): MenuSection {
  const { theme, choose } = useTheme();
  return {
    kind: "choices",
    title: "Theme",
    chosen: theme,
    choices: THEME_WORDS,
    onChoose: (value) => choose(value as Theme),
  };
}
