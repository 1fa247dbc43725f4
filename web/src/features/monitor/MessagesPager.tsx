import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';

interface Props {
  /** Of the pages up to the one that is shown. */
  cursors: number[];
  /** The cursor of the next page, if there is one. */
  next: number | undefined;
  onGo: (cursors: number[]) => void;
}

export function MessagesPager({ cursors, next, onGo }: Props) {
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <Button iconName="angle-left" disabled={cursors.length < 2} onClick={() => onGo(cursors.slice(0, -1))}>
        Earlier
      </Button>
      <span role="status">Page {cursors.length}</span>
      <Button
        iconName="angle-right"
        iconAlign="right"
        disabled={next === undefined}
        onClick={() => next !== undefined && onGo([...cursors, next])}
      >
        Later
      </Button>
    </SpaceBetween>
  );
}
