import './api/zod-jitless.ts';
import './styles/index.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './api/index.ts';
import { ToastProvider } from './controls/index.ts';
import { AppFrame } from './frame/index.ts';
import { followTheme, TimeProvider } from './session/index.ts';
import { Pages } from './pages/index.ts';

followTheme();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={createQueryClient()}>
      <TimeProvider>
        <ToastProvider>
          <AppFrame>
            <Pages />
          </AppFrame>
        </ToastProvider>
      </TimeProvider>
    </QueryClientProvider>
  </StrictMode>,
);
