/** What the canvas is painted with: the colours of the page, as a canvas cannot use its styles. */
export interface Colours {
  text: string;
  line: string;
  untried: string;
  again: string;
  inFlight: string;
  delivered: string;
  acknowledged: string;
  failed: string;
  expired: string;
  unreachable: string;
  font: string;
}

export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(name).trim() || style.color;
  return {
    text: style.color,
    line: of('--monitor-line'),
    untried: of('--part-waiting'),
    again: of('--sending-again'),
    inFlight: of('--part-inFlight'),
    delivered: of('--part-delivered'),
    acknowledged: of('--sending-acknowledged'),
    failed: of('--part-failed'),
    expired: of('--part-expired'),
    unreachable: of('--part-unreachable'),
    font: style.fontFamily,
  };
}
