import { lazy, useState } from "react";
import { Part } from "../ui/part.tsx";
import { SignalTrigger, type SignalTriggerProps } from "./signal-trigger.tsx";
import type { SignalMenuProps } from "./signal-menu-list.tsx";

const loadList = () => import("./signal-menu-list.tsx");
const SignalMenuList = lazy(loadList);
/** That it cannot be had is told when it is asked for. */
const expectList = () => void loadList().catch(() => {});

/**
 * The menu comes in a chunk of its own, and into the page only where it is asked for: a fleet of
 * hundreds has hundreds of these buttons.
 */
export function SignalMenu(props: SignalMenuProps) {
  const [isAskedFor, setAskedFor] = useState(false);
  const trigger: SignalTriggerProps = { called: props.called, disabled: props.disabled };
  if (isAskedFor) {
    return (
      <Part fallback={<SignalTrigger {...trigger} />} onGiveUp={() => setAskedFor(false)}>
        <SignalMenuList {...props} />
      </Part>
    );
  }
  return (
    <SignalTrigger
      {...trigger}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={expectList}
      onFocus={expectList}
      onClick={() => setAskedFor(true)}
    />
  );
}
