/** The people of the demo: all invented, each holding one post. */
import type { Actor } from '../../machines/actor.ts';
import type { Slot } from '../../machines/words.ts';
import type { DirectoryTables } from '../directory/tables.ts';

interface Cast {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly post: string;
  readonly title: string;
}

const cast = [
  { id: 'zhou', name: '周庭瑞', unit: '学校党总支', post: 'secretary', title: '党总支书记' },
  { id: 'shen', name: '沈若兰', unit: '校长室', post: 'vice-principal', title: '分管副校长' },
  { id: 'he', name: '何文斌', unit: '教务处', post: 'teaching', title: '教务主任' },
  { id: 'luo', name: '罗志强', unit: '总务处', post: 'logistics', title: '总务主任' },
  { id: 'su', name: '苏婉清', unit: '德育处', post: 'discipline', title: '德育主任' },
  { id: 'lu', name: '陆建平', unit: '县委巡察办', post: 'inspector', title: '核查负责人' },
  { id: 'cao', name: '曹静', unit: '整改领导小组', post: 'steering', title: '领导小组办公室主任' },
] as const satisfies readonly Cast[];

export type CastId = (typeof cast)[number]['id'];

/** The three who do the work, by turns. */
export const owners = ['he', 'luo', 'su'] as const satisfies readonly CastId[];

export async function engage(directory: DirectoryTables): Promise<void> {
  await directory.put({
    people: cast.map(({ id, name, unit }) => ({ id, name, unit, email: `${id}@yunxi.example` })),
    posts: cast.map(({ id, post, title }) => ({ code: post, title, holder: id })),
  });
}

/** The posts on a finding that `owner` works on. */
export function slotsFor(owner: CastId): Partial<Record<Slot, string>> {
  return {
    actionOwner: member(owner).post,
    leadOfficial: 'vice-principal',
    accountableExecutive: 'secretary',
    verifier: 'inspector',
    steeringGroup: 'steering',
  };
}

export function actor(id: CastId): Actor {
  return { kind: 'person', id, unit: member(id).unit };
}

export function unitOf(id: CastId): string {
  return member(id).unit;
}

/** A person's name and post; ids of nobody in the cast stay as they are. */
export function called(id: string): string {
  const found: Cast | undefined = cast.find((each) => each.id === id);
  return found === undefined ? id : `${found.name}(${found.title})`;
}

function member(id: CastId): Cast {
  const found = cast.find((each) => each.id === id);
  if (found === undefined) throw new TypeError(`nobody is called ${id}`);
  return found;
}
