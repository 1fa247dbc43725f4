/** Lets the browser save a file under a name. */
export function download(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** A name of a simulation as that of a file, without its ending. */
export function fileName(name: string): string {
  const plain = name.toLowerCase().replace(/[^\p{Letter}\p{Number}]+/gu, '-');
  return plain.replace(/^-+|-+$/g, '') || 'simulation';
}
