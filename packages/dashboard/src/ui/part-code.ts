import { lazy, type ComponentType, type LazyExoticComponent } from "react";
import { mendStylesheets } from "./stylesheets.ts";

/** The code of a part of the page, which comes when it is asked for. */
export interface PartCode<P> {
  /** Draws the part. React's `lazy` keeps a failure for ever, so after one this is another try. */
  readonly latest: () => LazyExoticComponent<ComponentType<P>>;
  /** Has the code fetched before it is drawn. That it cannot be had is told when it is. */
  readonly expect: () => void;
}

export function partCode<P>(load: () => Promise<{ default: ComponentType<P> }>): PartCode<P> {
  let latest: LazyExoticComponent<ComponentType<P>> | null = null;
  const tryOnce = async () => {
    try {
      const code = await load();
      await mendStylesheets();
      return code;
    } catch (error) {
      latest = null;
      throw error;
    }
  };
  return {
    latest: () => (latest ??= lazy(tryOnce)),
    expect: () => void load().catch(() => {}),
  };
}
