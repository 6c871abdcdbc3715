/** Warns of findings whose own figures say that a target has not been reached. */
import type { Aspect, Warning } from '../../schema.ts';

export function warnOfUnmet(aspects: readonly Aspect[]): Warning[] {
  return aspects.flatMap(({ findings }) =>
    findings.flatMap(({ no, line, targets }) =>
      targets
        .filter(({ met }) => met === false)
        .map(({ raw, claimed }): Warning => ({
          line,
          code: 'target_not_met',
          message:
            `问题${no}：目标为“${raw}”，文中所报为“${claimed?.raw ?? ''}”，未达到 / ` +
            `Finding ${no}: the target is "${raw}", what is reported is "${claimed?.raw ?? ''}": it has not been met`,
        })),
    ),
  );
}
