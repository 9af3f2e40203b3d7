import { demoTables } from '@/scripts/seed/tables';

const wanted = ['seattle_weather', 'gapminder', 'penguins', 'unemployment', 'sp500', 'anscombe'];

/** The demo market with fewer tables and people, through the same code. */
export const smallMarket = { tables: demoTables.filter((table) => wanted.includes(table.resource)), crowdSize: 5, orderCount: 12 };
