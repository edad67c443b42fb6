import { useEffect } from "react";
import { useDeckContext, useDeckState } from "../deck-context.ts";
import { pageTitle } from "../recording/recording-title.ts";
import { tabIconAddress } from "./tab-icon.ts";
import { tabSign, tabTitle } from "./trouble.ts";

const ICON = 'link[rel="icon"]';

/** Shows in the browser's tab whether all is well. */
export function useTab(): void {
  const { source } = useDeckContext();
  const name = useDeckState(({ deck }) => deck?.fleet.app.name ?? null);
  const words = useDeckState((state) => tabSign(state).words);
  const icon = useDeckState((state) => tabSign(state).icon);

  useEffect(() => {
    document.title = tabTitle(words, pageTitle(name, source));
  }, [words, name, source]);

  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>(ICON);
    if (link === null) return undefined;
    const own = link.href;
    link.href = tabIconAddress(icon, own);
    return () => {
      link.href = own;
    };
  }, [icon]);
}
