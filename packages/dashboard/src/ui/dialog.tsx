import type { DialogProps } from "./dialog-box.tsx";
import { partCode } from "./part-code.ts";
import { Part } from "./part.tsx";

const BOX = partCode(() => import("./dialog-box.tsx"));

/** A modal dialog, which is loaded when one is first opened. */
export function Dialog(props: DialogProps) {
  return props.open ? (
    <Part code={BOX} fallback={null} onGiveUp={() => props.onOpenChange(false)}>
      {(DialogBox) => <DialogBox {...props} />}
    </Part>
  ) : null;
}
