import type { HtmlTagDescriptor, Plugin } from "vite";

/**
 * Has the browser fetch a chunk, with all that it needs, as soon as it reads the page, though the code
 * asks for it only when it runs.
 *
 * @param source the chunk's module, as a path below the project
 */
export function earlyChunk(source: string): Plugin {
  return {
    name: "early-chunk",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((output) => output.type === "chunk");
        const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/${source}`));
        if (chunk === undefined) throw new Error(`the build has no chunk of ${source}`);
        // In the order of their styles: the chunk's own come after those that it builds on.
        const needed = [
          ...chunks.filter(({ fileName }) => chunk.imports.includes(fileName)),
          chunk,
        ];
        const styles = needed.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]);
        return [
          ...needed
            // The entry has its own tag.
            .filter(({ isEntry }) => !isEntry)
            .map(({ fileName }) => link("modulepreload", fileName)),
          ...styles.map((file) => link("stylesheet", file)),
        ];
      },
    },
  };
}

function link(rel: string, file: string): HtmlTagDescriptor {
  return {
    tag: "link",
    attrs: { rel, crossorigin: true, href: `./${file}` },
    injectTo: "head",
  };
}
