let pressed = false;
let waiting: (() => void)[] = [];

function release() {
  pressed = false;
  setTimeout(() => {
    const due = waiting;
    waiting = [];
    due.forEach((act) => act());
  });
}

window.addEventListener('pointerdown', () => (pressed = true), true);
window.addEventListener('pointerup', release, true);
window.addEventListener('pointercancel', release, true);

/**
 * Does something once no pointer is pressed, after the click that this makes. What an error that appears when a field is left
 * would move away is still there then.
 */
export function afterPress(act: () => void): void {
  if (pressed) waiting.push(act);
  else act();
}
