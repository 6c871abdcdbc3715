/** Says at the very end, in one line, how the run went, and before it by name what was not run, and why. */
import type { Reporter, TestCase, TestModule } from 'vitest/node';

export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state: string) => tests.filter((test) => test.result().state === state);
    const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map(inState);
    const broken = modules.filter(
      (module) => module.state() === 'failed' && module.errors().length > 0,
    );
    const lines = [
      ...(skipped ?? []).map((test) => `not run: ${nameOf(test)}`),
      `${passed?.length ?? 0} passed, ${(failed?.length ?? 0) + broken.length} failed, ${skipped?.length ?? 0} skipped`,
    ];
    // After the coverage report, which comes later than this.
    process.on('exit', () => process.stdout.write(`\n${lines.join('\n')}\n`));
  }
}

function nameOf(test: TestCase): string {
  const result = test.result();
  const name = `${test.module.relativeModuleId} > ${test.fullName}`;
  const note = result.state === 'skipped' ? (result.note ?? '') : '';
  return name.includes(note) ? name : `${name} (${note})`;
}
