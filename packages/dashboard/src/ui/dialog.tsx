import { lazy, Suspense } from "react";
import type { DialogProps } from "./dialog-box.tsx";

const DialogBox = lazy(() => import("./dialog-box.tsx"));

/** A modal dialog, which is loaded when one is first opened. */
export function Dialog(props: DialogProps) {
  return props.open ? (
    <Suspense fallback={null}>
      <DialogBox {...props} />
    </Suspense>
  ) : null;
}
