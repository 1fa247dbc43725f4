/** What a link's settings may grow to; the server takes no more. */
const maxBytes = 64 * 1024;

/** Packs settings into few characters that may stand in an address. */
export async function encode(settings: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(settings));
  const packed = await through(bytes, new CompressionStream('deflate'));
  return btoa(String.fromCharCode(...packed))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Unpacks them again; fails if anything is missing or has changed, as the packing has a checksum. */
export async function decode(code: string): Promise<unknown> {
  const packed = Uint8Array.from(atob(code.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  );
  const bytes = await through(packed, new DecompressionStream('deflate'));
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  { readable, writable }: GenericTransformStream,
): Promise<Uint8Array> {
  const writer = (writable as WritableStream<BufferSource>).getWriter();
  const written = writer.write(bytes).then(() => writer.close());
  written.catch(() => undefined); // reading fails with the same error
  const reader = (readable as ReadableStream<Uint8Array>).getReader();
  const read: number[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Uint8Array.from(read);
    if (read.length + value.length > maxBytes) throw new Error('The settings are too long.');
    read.push(...value);
  }
}
