/**
 * A date of the field that is worked out when it is saved: the day of opening and the days of the
 * class. With another class it is worked out again, and the one before is gone.
 */
const dayMs = 86_400_000;

const daysOfClass = { immediate: 7, phased: 30, continuing: 30 };
export type ClassName = keyof typeof daysOfClass;

export interface ClassedItem {
  readonly openedOn: string;
  readonly class: ClassName;
  readonly dueOn: string;
}

export function openedIn(name: ClassName, openedOn: string): ClassedItem {
  return { openedOn, class: name, dueOn: later(openedOn, daysOfClass[name]) };
}

/** After a pause: pushed by its days. So far this is right. */
export function pushed(item: ClassedItem, days: number): ClassedItem {
  return { ...item, dueOn: later(item.dueOn, days) };
}

export function reclassified(item: ClassedItem, name: ClassName): ClassedItem {
  return openedIn(name, item.openedOn);
}

function later(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}
