import { askOnce } from './askOnce.ts';
import { exitCodes } from './exitCodes.ts';
import { Stop } from './stop.ts';
import { recordingTerminal } from './testing/recordingTerminal.ts';

const away = new Stop(exitCodes.unavailable, 'The server is away.', 0);
const stillAtIt = new Stop(exitCodes.refused, 'The first request is still in hand.', 0);

/** Answers as told, one after the other, and notes under which key it was asked. */
function server(...answers: (Stop | string)[]) {
  const keys: string[] = [];
  const ask = (key: string): Promise<string> => {
    const answer = answers[keys.length] ?? 'nobody asks that often';
    keys.push(key);
    return typeof answer === 'string' ? Promise.resolve(answer) : Promise.reject(answer);
  };
  return { keys, ask };
}

it('asks under one key until it is answered, and says once that it does', async () => {
  const { terminal, err } = recordingTerminal();
  const { keys, ask } = server(away, stillAtIt, 'made');
  expect(await askOnce(terminal, ask)).toBe('made');
  expect([keys.length, new Set(keys).size]).toEqual([3, 1]);
  expect(err()).toBe('The server is away. Trying again …\n');
});

it('chooses another key for every command', async () => {
  const { terminal } = recordingTerminal();
  const [one, other] = [server('made'), server('made')];
  await Promise.all([askOnce(terminal, one.ask), askOnce(terminal, other.ask)]);
  expect(one.keys).not.toEqual(other.keys);
});

it('gives up on what will not pass, and on what does not pass', async () => {
  const { terminal } = recordingTerminal();
  const refused = server(new Stop(exitCodes.refused, 'The name is taken.'));
  await expect(askOnce(terminal, refused.ask)).rejects.toThrow('The name is taken.');
  expect(refused.keys).toHaveLength(1);
  const gone = server(away, away, away, away, away, 'too late');
  await expect(askOnce(terminal, gone.ask)).rejects.toThrow('The server is away.');
  expect(gone.keys).toHaveLength(5);
});
