import { lazy, Suspense, useState } from "react";
import { SignalTrigger, type SignalTriggerProps } from "./signal-trigger.tsx";
import type { SignalMenuProps } from "./signal-menu-list.tsx";

const loadList = () => import("./signal-menu-list.tsx");
const SignalMenuList = lazy(loadList);

/**
 * The menu comes in a chunk of its own, and into the page only where it is asked for: a fleet of
 * hundreds has hundreds of these buttons.
 */
export function SignalMenu(props: SignalMenuProps) {
  const [isAskedFor, setAskedFor] = useState(false);
  const trigger: SignalTriggerProps = { slot: props.slot, disabled: props.disabled };
  if (isAskedFor) {
    return (
      <Suspense fallback={<SignalTrigger {...trigger} />}>
        <SignalMenuList {...props} />
      </Suspense>
    );
  }
  return (
    <SignalTrigger
      {...trigger}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void loadList()}
      onFocus={() => void loadList()}
      onClick={() => setAskedFor(true)}
    />
  );
}
