import { useEffect } from 'react';
import type { Simulation, SimulationState } from '@/api/types';
import { endedOf } from '@/components/model/counts';
import { useDocumentTitle } from '@/components/useDocumentTitle';

/** Whole per cent of the messages that have ended; 100 only if all have. */
function percentOf({ progress }: Simulation): number {
  return Math.floor((endedOf(progress) / progress.messages) * 100);
}

/** Tells in the browser's tab how a simulation stands: by its title, and by a ring around its icon that fills. */
export function useRunTab(simulation: Simulation): void {
  const { state, settings } = simulation;
  const percent = percentOf(simulation);
  const stands = state === 'running' ? `${percent} %` : state;
  useDocumentTitle(`${stands}, ${settings.name}`);
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (!icon) return;
    const usual = icon.href;
    icon.href = `data:image/svg+xml,${encodeURIComponent(iconOf(state, percent))}`;
    return () => {
      icon.href = usual;
    };
  }, [state, percent]);
}

/** Of a circle of radius 12. */
const around = 2 * Math.PI * 12;

const marks: Partial<Record<SimulationState, string>> = {
  completed: '<path d="M10 16.5l4.5 4.5L22.5 12" />',
  failed: '<path d="M11 11l10 10M21 11L11 21" />',
  cancelled: '<path d="M11 11h10v10H11z" />',
  ready: '<path d="M13 10l8 6l-8 6z" />',
};

function iconOf(state: SimulationState, percent: number): string {
  const ground = state === 'failed' ? '#b00020' : state === 'completed' ? '#00802f' : '#0972d3';
  const ring =
    state === 'running'
      ? `<circle cx="16" cy="16" r="12" opacity="0.35" /><circle cx="16" cy="16" r="12" stroke-dasharray="${(percent / 100) * around} ${around}" transform="rotate(-90 16 16)" />`
      : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="${ground}" /><g fill="none" stroke="#fff" stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round">${ring}${marks[state] ?? ''}</g></svg>`;
}
