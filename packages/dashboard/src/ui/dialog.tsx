import { lazy } from "react";
import type { DialogProps } from "./dialog-box.tsx";
import { Part } from "./part.tsx";

const DialogBox = lazy(() => import("./dialog-box.tsx"));

/** A modal dialog, which is loaded when one is first opened. */
export function Dialog(props: DialogProps) {
  return props.open ? (
    <Part fallback={null} onGiveUp={() => props.onOpenChange(false)}>
      <DialogBox {...props} />
    </Part>
  ) : null;
}
