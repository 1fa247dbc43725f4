import ButtonDropdown, { type ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown';
import { hasEnded, type Listed } from '@/api/types';
import { setBaseline, useBaseline } from '@/components/baseline';
import { addresses, navigate } from '@/components/routing';

/** Something that a row asks for and the view does. */
export interface Asked {
  what: 'delete' | 'tags';
  simulation: Listed;
}

interface Props {
  simulation: Listed;
  onAsk: (asked: Asked) => void;
}

/** What can be done with a simulation. */
export function RowActions({ simulation, onAsk }: Props) {
  const baseline = useBaseline();
  const { id, settings, state } = simulation;
  const isBaseline = baseline?.id === id;
  const items: ButtonDropdownProps.Item[] = [
    { id: 'clone', text: 'Clone with changes' },
    ...(baseline && !isBaseline ? [{ id: 'against', text: `Compare against the baseline` }] : []),
    { id: 'form', text: 'Compare with the settings in the form' },
    { id: 'baseline', text: isBaseline ? 'No longer the baseline' : 'Make it the baseline' },
    { id: 'tags', text: 'Tags…' },
    ...(hasEnded(state) ? [{ id: 'delete', text: 'Delete…' }] : []),
  ];
  const act = (action: string) => {
    if (action === 'clone') navigate(addresses.configureLike(id));
    if (action === 'against' && baseline) navigate(addresses.compareThese([baseline.id, id]));
    if (action === 'form') navigate(addresses.compareThese([id, 'form']));
    if (action === 'baseline') setBaseline(isBaseline ? undefined : { id, name: settings.name });
    if (action === 'tags' || action === 'delete') onAsk({ what: action, simulation });
  };
  return (
    <ButtonDropdown
      variant="inline-icon"
      ariaLabel={`Actions of ${settings.name}`}
      items={items}
      expandToViewport
      onItemClick={({ detail }) => act(detail.id)}
    />
  );
}
