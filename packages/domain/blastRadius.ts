/** Does an update reach so many users, of all there are, that a person should look at it first? */
export function blastRadius(reach: { deactivated: number; roleChanged: number; ofUsers: number }): boolean {
  const { deactivated, roleChanged, ofUsers } = reach;
  return [deactivated, roleChanged].some((users) => users > 10 && users * 5 > ofUsers);
}
