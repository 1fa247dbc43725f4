import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { currentToken, keepToken, onTokenChange } from '@/api/token';
import { show } from '@/testing/render';
import LeaveDialog from './LeaveDialog';

test('forgets the session on this browser, without a call to the server', async () => {
  keepToken('token-1');
  const heard = vi.fn();
  const stop = onTokenChange(heard);
  const { user } = show(<LeaveDialog onDismiss={() => undefined} />);
  expect(screen.getByRole('dialog', { name: 'Leave the session?' })).toHaveTextContent('management key');
  await user.click(screen.getByRole('button', { name: 'Leave' }));
  expect(currentToken()).toBeNull();
  expect(heard).toHaveBeenCalledExactlyOnceWith('left');
  stop();
});

test('stays if it is thought better of', async () => {
  keepToken('token-1');
  const dismissed = vi.fn();
  const { user } = show(<LeaveDialog onDismiss={dismissed} />);
  await user.click(screen.getByRole('button', { name: 'Stay' }));
  expect(dismissed).toHaveBeenCalledOnce();
  expect(currentToken()).toBe('token-1');
});

test('tells the other tabs of this browser why', () => {
  keepToken('token-1');
  const heard = vi.fn();
  const stop = onTokenChange(heard);
  localStorage.setItem('alertsim.left', 'yes');
  localStorage.removeItem('alertsim.token');
  window.dispatchEvent(new StorageEvent('storage', { key: 'alertsim.token' }));
  expect(heard).toHaveBeenLastCalledWith('left');
  stop();
});
