/** Calendar layers from files, YAML or JSON: the shape is that of the shipped ones. */
import { readDataFile } from '../data-file.ts';
import { calendarLayerSchema, type CalendarLayer } from './calendar-data.ts';
import { loadableSchema } from './layer-to-load.ts';

/** Throws `calendar_invalid`, one line per problem: file, line, path inside the file, reason. */
export function readCalendarLayer(path: string): Promise<CalendarLayer> {
  return readDataFile(path, calendarLayerSchema, 'calendar_invalid');
}

/** The layers in the order of their files. */
export async function readCalendarLayers(paths: readonly string[]): Promise<CalendarLayer[]> {
  const layers: CalendarLayer[] = [];
  for (const path of paths) layers.push(await readCalendarLayer(path));
  return layers;
}

/** A file to be loaded while in use: a layer, or the notice of one more year. */
export function readLoadable(path: string): Promise<unknown> {
  return readDataFile(path, loadableSchema, 'calendar_invalid');
}
