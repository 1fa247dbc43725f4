import type { Page } from '@playwright/test';
import { expect } from '../fixtures';

/** Waits until everything of a page is there: text in its own fonts, figures that are worked out, curves in their charts. */
export async function whole(page: Page, charts: number): Promise<void> {
  await page.waitForLoadState('networkidle');
  await expect(page.locator('[class*="awsui_spinner"], [aria-busy="true"]')).toHaveCount(0, {
    timeout: 30_000,
  });
  await expect(page.getByText(/^(Loading|Working out).*…$/)).toHaveCount(0);
  await expect(page.locator('figure.chart')).toHaveCount(charts);
  for (const chart of await page.locator('figure.chart').all()) {
    await expect.poll(() => longestCurve(chart)).toBeGreaterThan(50);
  }
  await page.evaluate(() => document.fonts.ready);
}

/** The length in pixels of a chart's longest curve; axes are lines, not paths. */
function longestCurve(chart: ReturnType<Page['locator']>): Promise<number> {
  return chart.evaluate((figure) =>
    Math.max(0, ...Array.from(figure.querySelectorAll('path'), (path) => path.getTotalLength())),
  );
}

/**
 * Looks at a picture itself: the share of its places, in a grid over each of some boxes, that differ from the box's most
 * frequent colour. An empty one has none.
 */
export async function drawn(page: Page, picture: Buffer, boxes: Box[]): Promise<number[]> {
  const blank = await page.context().newPage(); // without the rules of the page in the picture
  const shares = await blank.evaluate(
    async ([base64, of]) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.drawImage(image, 0, 0);
      return of.map(({ x, y, width, height }) => {
        const { data } = context.getImageData(x, y, width, height);
        const seen = new Map<number, number>();
        for (let at = 0; at < data.length; at += 4) {
          const colour = ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);
          seen.set(colour, (seen.get(colour) ?? 0) + 1);
        }
        return 1 - Math.max(...seen.values()) / (data.length / 4);
      });
    },
    [picture.toString('base64'), boxes] as const,
  );
  await blank.close();
  return shares;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
