import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import type { ModelFigure } from './figures';

/** Figures with what they count below them; nothing where there are none. */
export function ModelFigures({ figures }: { figures: readonly ModelFigure[] }) {
  if (figures.length === 0) return null;
  return (
    <KeyValuePairs
      columns={4}
      minColumnWidth={130}
      items={figures.map(({ label, value, note }) => ({
        label,
        value: (
          <>
            {value}
            {note && (
              <Box variant="small" display="block">
                {note}
              </Box>
            )}
          </>
        ),
      }))}
    />
  );
}
