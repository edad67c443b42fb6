import { useState } from "react";
import type { KeyEntry } from "../keys/key-map.ts";
import { Button, type ButtonProps } from "./button.tsx";
import { partCode } from "./part-code.ts";
import { Part } from "./part.tsx";

export interface MenuAction {
  readonly label: string;
  readonly detail?: string;
  readonly keys?: KeyEntry;
  /** Why it cannot be done now, in place of the detail; null when it can. */
  readonly blocked?: string | null;
  /** The label is a word of the system's, such as a signal. */
  readonly isCode?: boolean;
  readonly run: () => void;
}

export type MenuSection =
  | { readonly kind: "actions"; readonly title?: string; readonly actions: readonly MenuAction[] }
  /** One of them holds. */
  | {
      readonly kind: "choices";
      readonly title?: string;
      readonly chosen: string;
      readonly choices: readonly { readonly value: string; readonly label: string }[];
      readonly onChoose: (value: string) => void;
    };

export interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ButtonProps;
  readonly sections: readonly MenuSection[];
}

const LIST = partCode(() => import("./menu-list.tsx"));

/**
 * A menu comes in a chunk of its own, and into the page only where it is asked for: a fleet of
 * hundreds has hundreds of these buttons.
 */
export function Menu(props: MenuProps) {
  const [isAskedFor, setAskedFor] = useState(false);
  const { trigger } = props;
  if (isAskedFor) {
    return (
      <Part code={LIST} fallback={<Button {...trigger} />} onGiveUp={() => setAskedFor(false)}>
        {(MenuList) => <MenuList {...props} />}
      </Part>
    );
  }
  return (
    <Button
      {...trigger}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={LIST.expect}
      onFocus={LIST.expect}
      onClick={() => setAskedFor(true)}
    />
  );
}
