let occupied = false;

/** Says that somebody is in the middle of something here, such as typing, which must not be taken away from them. */
export function setOccupied(now: boolean): void {
  occupied = now;
}

export function isOccupied(): boolean {
  return occupied;
}
