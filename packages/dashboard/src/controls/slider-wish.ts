/** What a person is about to ask for with the slider, before it is a command. Pure. */
export type SliderWish =
  | { readonly at: "rest" }
  /** Shows a number that nobody has asked for yet, as while the slider is dragged. */
  | { readonly at: "drafting"; readonly target: number }
  /** "No workers at all" waits for a yes. */
  | { readonly at: "confirming-zero" };

export const AT_REST: SliderWish = { at: "rest" };

/** @returns null when what the supervisor has been told is what is shown */
export function wishedTarget(wish: SliderWish): number | null {
  switch (wish.at) {
    case "rest":
      return null;
    case "drafting":
      return wish.target;
    case "confirming-zero":
      return 0;
  }
}

/** The slider was let go: a draft that nothing came of must not hide the supervisor's own word. */
export function letGo(wish: SliderWish): SliderWish {
  return wish.at === "drafting" ? AT_REST : wish;
}
