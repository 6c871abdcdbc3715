/** Reads questionnaires from the files people write. */
import { readDataFile } from '../data-file.ts';
import { questionnaireSchema, type Questionnaire } from './questionnaire.ts';

/**
 * Reads one questionnaire, YAML or JSON. Throws `questionnaire_invalid`, one line per problem: file, line,
 * path inside the file, and what is wrong.
 */
export async function readQuestionnaire(path: string): Promise<Questionnaire> {
  return readDataFile(path, questionnaireSchema, 'questionnaire_invalid');
}
