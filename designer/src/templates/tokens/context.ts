import { createContext, useContext } from 'react';
import type { Tokens } from './tokens';

const NONE: Tokens = { list: [], byName: new Map(), ready: false };

/** The tokens that the chips of an editor know. */
export const TokensContext = createContext<Tokens>(NONE);

export const useKnownTokens = () => useContext(TokensContext);
