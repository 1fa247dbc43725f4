import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { FaultList } from '../FaultList';
import type { Notice } from './notice';

interface Props {
  notice: Notice | undefined;
  onDismiss: () => void;
}

/** Says what came of it, until it is dismissed. */
export function NoticeAlert({ notice, onDismiss }: Props) {
  return (
    <div role="status" className="page-notice">
      {notice && (
        <Alert
          type={notice.type}
          header={notice.header}
          dismissible
          onDismiss={onDismiss}
          action={
            notice.undo && (
              <Button formAction="none" iconName="undo" onClick={notice.undo}>
                Back to what was there
              </Button>
            )
          }
        >
          {notice.text}
          {notice.faults && <FaultList faults={notice.faults} />}
          {notice.items && notice.items.length > 0 && (
            <ul className="configure-faults">
              {notice.items.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
          )}
          {notice.link && (
            <input
              className="configure-link"
              aria-label="Link to these settings"
              readOnly
              value={notice.link}
              onFocus={(event) => event.target.select()}
            />
          )}
        </Alert>
      )}
    </div>
  );
}
