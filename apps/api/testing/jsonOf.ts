/** What a test expects of an answer is all it may rely on: the shape is claimed here and checked by the test. */
export async function jsonOf<T = { code: string }>(answer: Response): Promise<T> {
  return (await answer.json()) as T;
}
