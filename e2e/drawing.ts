import type { Locator, Page } from '@playwright/test';

/** A card of the canvas by its full name: `Mensaje: Primer aviso`. */
export const card = (page: Page, name: string) => page.getByRole('group', { name, exact: true });

export const palette = (page: Page) => page.getByRole('complementary', { name: 'Pasos' });
export const settings = (page: Page) => page.getByRole('complementary', { name: 'Ajustes' });
export const setting = (page: Page, label: string) => settings(page).getByLabel(label, { exact: true });

/** Drags a step from the palette to a place right and down of the entry's middle. */
export async function drop(page: Page, type: string, right: number, down: number): Promise<void> {
  const item = await palette(page).getByRole('button', { name: type, exact: true }).boundingBox();
  const entry = middle(await card(page, 'Entrada: Entran').boundingBox());
  await dragTo(page, middle(item), { x: entry.x + right, y: entry.y + down });
}

/** Draws a line from a way out to anywhere on a card. */
export async function line(page: Page, from: string, to: Locator): Promise<void> {
  await page.keyboard.press('Escape');
  await dragTo(page, middle(await page.getByLabel(from).first().boundingBox()), await pointOn(to));
}

/** A point in the lower part of a card, away from its handles. */
export async function pointOn(target: Locator): Promise<Point> {
  const box = await target.boundingBox();
  return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) * 0.7 };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export function middle(box: (Point & { readonly width: number; readonly height: number }) | null): Point {
  if (!box) throw new Error('it is not on the page');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Drags with the mouse, by way of the point between. */
export async function dragTo(page: Page, from: Point, to: Point): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}
