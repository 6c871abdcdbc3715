/** Runs before each test file; its hook, being the first one there is, comes after all others in the end. */
import { afterAll } from 'vitest';
import { clearUp } from './clear-up.ts';

afterAll(clearUp);
