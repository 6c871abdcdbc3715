/** Who answers for a finding, and by when. */
import { openDeadline, plainDeadline } from './dates.ts';
import type { Dice } from './dice.ts';
import type { Scene } from './scene.ts';
import type { TruthDue } from './truth.ts';

export interface Owner {
  readonly text: string;
  readonly responsible: string;
  readonly due: TruthDue | null;
}

export function ownerOf(scene: Scene, dice: Dice): Owner {
  const person = scene.person();
  const due = dice.chance(0.7) ? plainDeadline(scene.year, dice) : openDeadline(scene.year, dice);
  const names = [
    dice.pick(['责任领导', '责任人', '牵头领导', '整改责任人']),
    dice.pick([`责任${scene.sector.depts}`, '责任部门', '责任单位', '牵头部门']),
    dice.pick(['整改时限', '完成时限', '整改期限', '完成时间']),
  ];
  const post = dice.chance(0.3) ? `（${dice.pick(scene.sector.leader)}）` : '';
  const dept = dice.sample(scene.sector.dept, dice.int(1, 2)).join('、');
  const dated = dice.chance(0.7);
  const parts = [`${names[0]}：${person}${post}`, `${names[1]}：${dept}`];
  if (dated) parts.push(`${names[2]}：${due.raw}`);
  return {
    text: parts.join(dice.pick(['；', '；', '，', '　', '。'])),
    responsible: person,
    due: dated ? due : null,
  };
}
