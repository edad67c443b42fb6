import { generate } from "selfsigned";

export interface Certificate {
  /** Both in PEM. */
  readonly key: string;
  readonly certificate: string;
}

/** For `localhost`, signed by itself, made anew in each run. */
export async function makeCertificate(): Promise<Certificate> {
  const made = await generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] },
    ],
  });
  return { key: made.private, certificate: made.cert };
}
