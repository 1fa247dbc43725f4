import { parsed } from './json';
import { askedToSignIn } from './signIn';
import { dropToken } from './token';

/**
 * Takes in what an answer 401 says, by its body: a gateway in front of the API wants to know who is there, and the
 * session goes on; or the session that the call was made with is over.
 */
export function takeRefusal(body: string, token: string | null): void {
  if (!askedToSignIn(parsed(body))) dropToken(token, 'ended');
}
