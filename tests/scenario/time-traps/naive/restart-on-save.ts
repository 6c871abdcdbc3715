/**
 * An item whose countdown hangs on its last change: the hook that runs on every save sets the date
 * of change, and the due date is so many days after that.
 */
const dayMs = 86_400_000;

export interface SavedItem {
  readonly fields: Readonly<Record<string, string>>;
  readonly days: number;
  readonly updatedAt: number;
  readonly dueAt: number;
}

export function savedItem(days: number, now: number): SavedItem {
  return beforeSave({ fields: {}, days, updatedAt: now, dueAt: now }, now);
}

export function edited(item: SavedItem, field: string, value: string, now: number): SavedItem {
  return beforeSave({ ...item, fields: { ...item.fields, [field]: value } }, now);
}

function beforeSave(item: SavedItem, now: number): SavedItem {
  return { ...item, updatedAt: now, dueAt: now + item.days * dayMs };
}
