const SIDE = 128;

/** A chosen picture as the server takes it: a small square PNG of its middle. */
export async function pictureOf(file: File): Promise<Blob> {
  const source = await createImageBitmap(file);
  const side = Math.min(source.width, source.height);
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser cannot draw pictures.');
  const [left, top] = [(source.width - side) / 2, (source.height - side) / 2];
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, left, top, side, side, 0, 0, SIDE, SIDE);
  source.close();
  return canvas.convertToBlob({ type: 'image/png' });
}
