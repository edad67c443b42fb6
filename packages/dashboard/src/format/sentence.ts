/** Details and hints are made to follow a colon; alone they begin like a sentence. */
export function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
