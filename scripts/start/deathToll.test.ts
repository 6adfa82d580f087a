import { deathToll } from './deathToll.ts';

it('says yes to the fifth death within a minute', () => {
  let now = 1_000;
  const tooMany = deathToll({ count: 5, withinMs: 60_000 }, () => now);
  const deaths = [0, 14_000, 15_000, 15_000, 15_000].map((later) => {
    now += later;
    return tooMany();
  });
  expect(deaths).toEqual([false, false, false, false, true]);
});

it('forgets deaths that are a minute old', () => {
  let now = 1_000;
  const tooMany = deathToll({ count: 5, withinMs: 60_000 }, () => now);
  for (let death = 0; death < 20; death += 1) {
    expect(tooMany()).toBe(false);
    now += 15_000;
  }
});
