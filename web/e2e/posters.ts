import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { freePort, paint, Program } from './program';

/** A project of the real program, with the ids of its properties by their names. */
export interface Posters {
  program: Program;
  /** Its address for requests. */
  api: string;
  id: string;
  property: Record<string, number>;
}

/** Starts a program and has it import painted pictures, so many in each folder, into a project with properties of some types, asked of instances. */
export async function makePosters(
  page: Page,
  folder: string,
  folders: Record<string, number>,
  types: Record<string, string>,
): Promise<Posters> {
  const pictures = join(folder, 'pictures');
  for (const [at, [name, count]] of Object.entries(folders).entries())
    await paint(page, join(pictures, name), count, at + 1);
  const program = new Program(join(folder, 'data'), await freePort());
  await page.goto(await program.start());
  const api = `${program.address}/api/v1`;
  await page.request.put(`${api}/places`, { data: { paths: [pictures] } });
  const made = await page.request.post(`${api}/projects`, { data: { name: 'Posters', folders: [pictures] } });
  const { id } = (await made.json()) as { id: string };
  const project = async () =>
    (await (await page.request.get(`${api}/projects/${id}`)).json()) as {
      instances: number;
      properties: { id: number; name: string }[];
    };
  const count = Object.values(folders).reduce((sum, one) => sum + one, 0);
  await expect.poll(async () => (await project()).instances, { timeout: 120_000 }).toBe(count);
  const properties = Object.entries(types).map(([name, type], at) => ({ id: -1 - at, name, type, mode: 'id' }));
  await page.request.post(`${api}/projects/${id}/commits`, { data: { properties } });
  const property = Object.fromEntries((await project()).properties.map((one) => [one.name, one.id]));
  return { program, api, id, property };
}
