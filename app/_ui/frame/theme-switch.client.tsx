'use client';

import { Monitor, Moon, Sun, SunMoon } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { Menu } from '../menu.client';

type Theme = 'system' | 'light' | 'dark';

function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === 'system') localStorage.removeItem('theme');
    else localStorage.setItem('theme', theme);
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}

/** Pages that are put together in the browser ("nothing here") replace the element that the theme's script has marked. */
function useStoredTheme(): void {
  useEffect(() => {
    try {
      const theme = localStorage.getItem('theme');
      if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    } catch {
      // Storage is blocked: the system's theme stays.
    }
  }, []);
}

export function ThemeSwitch() {
  const t = useTranslations('common.theme');
  useStoredTheme();
  return (
    <Menu
      trigger={(
        <button type="button" aria-label={t('label')} className="grid size-10 place-items-center rounded-lg text-ink-soft hover:bg-sunken hover:text-ink">
          <SunMoon aria-hidden className="size-4.5" />
        </button>
      )}
      items={[
        { key: 'system', label: t('system'), icon: <Monitor aria-hidden />, onSelect: () => { applyTheme('system'); } },
        { key: 'light', label: t('light'), icon: <Sun aria-hidden />, onSelect: () => { applyTheme('light'); } },
        { key: 'dark', label: t('dark'), icon: <Moon aria-hidden />, onSelect: () => { applyTheme('dark'); } },
      ]}
    />
  );
}
