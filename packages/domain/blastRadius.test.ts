import { blastRadius } from './blastRadius.ts';

test.each([
  [{ deactivated: 11, roleChanged: 0, ofUsers: 54 }, true],
  [{ deactivated: 0, roleChanged: 11, ofUsers: 54 }, true],
  [{ deactivated: 11, roleChanged: 0, ofUsers: 55 }, false], // 20 % is not more than 20 %
  [{ deactivated: 10, roleChanged: 10, ofUsers: 10 }, false], // ten users are few, even when they are all
  [{ deactivated: 6, roleChanged: 6, ofUsers: 20 }, false],
  [{ deactivated: 0, roleChanged: 0, ofUsers: 0 }, false],
])('%j: %j', (reach, isFar) => {
  expect(blastRadius(reach)).toBe(isFar);
});
