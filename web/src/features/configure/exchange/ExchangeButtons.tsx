import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { lazy, useState } from 'react';
import { useFormContext } from 'react-hook-form';
import type { NewSettings } from '@/api/types';
import { download, fileName } from '@/components/download';
import { Part } from '@/components/Part';
import { faultsOf } from '../errors';
import { settingsOf } from '../form';
import type { SettingsForm } from '../formTypes';
import { useAllLimits } from '../LimitsContext';
import { linkTo } from './link';
import { filledNotice, type Notice } from './notice';
import type { Filled } from './useFill';

const ImportDialog = lazy(() => import('./ImportDialog'));

interface Props {
  fill: (document: Record<string, unknown>) => Promise<Filled>;
  tell: (notice: Notice) => void;
}

/** Takes settings out of the form and into it: as a link and as JSON. */
export function ExchangeButtons({ fill, tell }: Props) {
  const limits = useAllLimits();
  const { getValues } = useFormContext<SettingsForm>();
  const [importing, setImporting] = useState(false);

  const withSettings = (pass: (settings: NewSettings) => void) => {
    const faults = faultsOf(limits, getValues());
    if (faults.length === 0) pass(settingsOf(limits, getValues()));
    else tell({ type: 'error', header: 'Settings with errors are not passed on', faults });
  };
  const copyLink = async (settings: NewSettings) => {
    const link = await linkTo(settings);
    try {
      await navigator.clipboard.writeText(link);
      tell({
        type: 'success',
        header: 'The link is copied',
        text: 'It fills the form in with these settings.',
      });
    } catch {
      tell({
        type: 'info',
        header: 'The browser does not let the link be copied',
        text: 'Copy it from here:',
        link,
      });
    }
  };
  const save = (settings: NewSettings) => {
    const json = `${JSON.stringify(settings, null, 2)}\n`;
    download(new Blob([json], { type: 'application/json' }), `${fileName(settings.name)}.json`);
  };

  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          formAction="none"
          iconName="copy"
          onClick={() => withSettings((settings) => void copyLink(settings))}
        >
          Copy link
        </Button>
        <Button formAction="none" iconName="download" onClick={() => withSettings(save)}>
          Export
        </Button>
        <Button formAction="none" iconName="upload" onClick={() => setImporting(true)}>
          Import
        </Button>
      </SpaceBetween>
      {importing && (
        <Part what="The import">
          <ImportDialog
            fill={fill}
            onDone={(filled) => {
              setImporting(false);
              tell(filledNotice('the import', filled));
            }}
            onDismiss={() => setImporting(false)}
          />
        </Part>
      )}
    </>
  );
}
