import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { keepPage } from './kept/offlinePage';
import { followTheme } from './ui/theme';
import './ui/tokens.css';
import './ui/base.css';

followTheme();

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

window.addEventListener('load', () => void keepPage());
