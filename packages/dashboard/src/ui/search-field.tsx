import type { ComponentPropsWithRef } from "react";
import styles from "./search-field.module.css";

/** @param props of the input, which must be named; `className` says how it takes part in its row */
export function SearchField({ className = "", ...props }: ComponentPropsWithRef<"input">) {
  return <input {...props} type="search" className={`${styles.field} ${className}`} />;
}
