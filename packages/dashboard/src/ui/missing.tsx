import { Component, type ReactNode } from "react";

interface MissingProps {
  readonly instead: ReactNode;
  readonly children: ReactNode;
}

/** React tells of errors below it to class components alone. */
export class Missing extends Component<MissingProps, { readonly isMissing: boolean }> {
  override state = { isMissing: false };

  static getDerivedStateFromError() {
    return { isMissing: true };
  }

  override render() {
    return this.state.isMissing ? this.props.instead : this.props.children;
  }
}
