/** What `read` makes of the command line; a flag that is not one ends the bench with its one message. */
export function flagsOrEnd<Flags>(read: (argv: readonly string[]) => Flags): Flags {
  try {
    return read(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}
