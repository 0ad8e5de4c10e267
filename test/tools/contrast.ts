/** Contrast of the texts of a page, as WCAG 2 defines it (relative luminance, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). */
import type { Page } from 'playwright-core';

export interface Contrast {
  readonly ratio: number;
  /** The text that has it. */
  readonly text: string;
}

type Colour = readonly [number, number, number];

/** Gives the lowest contrast of any visible text with what is painted behind it: a box of a picture, or the nearest ground. */
export async function lowestContrast(page: Page): Promise<Contrast> {
  const pairs = await page.evaluate(() => {
    const painted = (element: Element | null): string => {
      for (let at = element; at !== null; at = at.parentElement) {
        const box = at.tagName === 'g' ? at.querySelector('rect') : null;
        if (box !== null) return getComputedStyle(box).fill;
        const colour = getComputedStyle(at).backgroundColor;
        if (!/, 0\)$|transparent/.test(colour)) return colour;
      }
      return 'rgb(255, 255, 255)';
    };
    const texts = [...document.querySelectorAll('body *:not(script)')].filter(
      (element) =>
        element.getClientRects().length > 0 &&
        [...element.childNodes].some(
          (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
        ),
    );
    return texts.map((element) => ({
      colour: element.tagName === 'text' ? getComputedStyle(element).fill : getComputedStyle(element).color,
      ground: painted(element),
      text: element.textContent.trim().slice(0, 60),
    }));
  });
  if (pairs.length < 20) throw new Error(`only ${pairs.length} texts were found`);
  const contrasts = pairs.map(({ colour, ground, text }) => ({ ratio: contrast(rgb(colour), rgb(ground)), text }));
  return contrasts.reduce((lowest, one) => (one.ratio < lowest.ratio ? one : lowest));
}

function rgb(colour: string): Colour {
  const [red, green, blue] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  if (red === undefined || green === undefined || blue === undefined) throw new Error(`not understood: ${colour}`);
  return [red, green, blue];
}

function contrast(left: Colour, right: Colour): number {
  const [darker = 0, lighter = 0] = [luminance(left), luminance(right)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
