import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation';
import { canSignOut, signOut, useMustSignIn } from '@/api/signIn';
import type { SessionInfo } from '@/api/types';
import { formatCounted, formatTimeOfDay } from '@/components/format';
import { addresses, navigate } from '@/components/routing';
import { useTheme } from './theme';

interface Props {
  /** The session this browser is in, if any. */
  session?: SessionInfo | undefined;
  onReset?: () => void;
  onLeave?: () => void;
}

const nothing = () => undefined;

export function PageHeader({ session, onReset = nothing, onLeave = nothing }: Props) {
  const mustSignIn = useMustSignIn();
  const { dark, toggle } = useTheme();
  const theme: TopNavigationProps.Utility = {
    type: 'button',
    text: dark ? 'Light mode' : 'Dark mode',
    onClick: toggle,
  };
  return (
    <div className="page-header">
      <TopNavigation
        identity={{ href: addresses.home, title: 'Alert Simulation', onFollow: go(addresses.home) }}
        i18nStrings={{ overflowMenuTriggerText: 'More', overflowMenuTitleText: 'All' }}
        utilities={[
          link('New simulation', addresses.configure),
          link('From a log', addresses.fit),
          ...(session
            ? sessionUtilities(session, onReset, onLeave)
            : [link('Join a session', addresses.session)]),
          theme,
          ...(canSignOut() && !mustSignIn ? [signOutButton] : []),
        ]}
      />
    </div>
  );
}

const signOutButton: TopNavigationProps.Utility = {
  type: 'button',
  text: 'Sign out',
  onClick: () => void signOut(),
};

function sessionUtilities(
  session: SessionInfo,
  onReset: () => void,
  onLeave: () => void,
): TopNavigationProps.Utility[] {
  return [
    link('Studies', addresses.studies),
    link('History', addresses.history),
    {
      type: 'menu-dropdown',
      text: 'Session',
      description: `Open since ${formatTimeOfDay(session.openedAt)}, ${formatCounted(session.members, 'member')}`,
      items: [
        { id: 'leave', text: 'Leave session…' },
        { id: 'reset', text: 'Reset session…' },
      ],
      onItemClick: ({ detail }) => (detail.id === 'leave' ? onLeave() : onReset()),
    },
  ];
}

function link(text: string, href: string): TopNavigationProps.Utility {
  return { type: 'button', text, href, onFollow: go(href) };
}

function go(href: string) {
  return (event: { preventDefault: () => void }) => {
    event.preventDefault();
    navigate(href);
  };
}
