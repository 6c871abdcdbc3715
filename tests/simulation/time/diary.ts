/** What is to happen at which instant, apart from what processes do of themselves: one page per name. */
import { Agenda } from './agenda.ts';
import type { Process, Scheduler } from './scheduler.ts';

export interface Diary {
  /** In the place of what stood there under that name. */
  put(name: string, at: number, happening: () => void): void;
  strike(name: string): void;
}

/** Turns its pages in the name of `process`. */
export function openDiary(scheduler: Scheduler, process: Process): Diary {
  const agenda = new Agenda<string>();
  const happenings = new Map<string, () => void>();
  const turnPages = async () => {
    for (;;) {
      await scheduler.turn(process, 'diary', {
        ready: () => agenda.next <= scheduler.now,
        wake: () => agenda.next,
      });
      const name = agenda.take(scheduler.now);
      const happening = happenings.get(name ?? '');
      happenings.delete(name ?? '');
      happening?.();
    }
  };
  void turnPages();
  return {
    put(name, at, happening) {
      agenda.set(name, at);
      happenings.set(name, happening);
    },
    strike(name) {
      agenda.delete(name);
      happenings.delete(name);
    },
  };
}
