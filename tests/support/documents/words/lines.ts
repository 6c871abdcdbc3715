/** A list written as text: by lines where there are several, else by spaces. */
export function lines(text: string): readonly string[] {
  const trimmed = text.trim();
  return trimmed.includes('\n') ? trimmed.split('\n') : trimmed.split(' ');
}
