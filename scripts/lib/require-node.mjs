const OLDEST = { major: 20, minor: 19 };

/**
 * Ends the process with one clear line when this Node is too old for the toolchain. Kept free of
 * newer syntax and of newer imports, so that an old Node gets as far as saying so.
 */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) return;
  console.error(
    `clusterdeck needs Node ${OLDEST.major}.${OLDEST.minor} or later, and this is Node ${process.versions.node}. ` +
      "Install a newer release from https://nodejs.org and run the command again.",
  );
  process.exit(1);
}
