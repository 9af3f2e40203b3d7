import type { Category } from '@/lib/catalog/schema';
import type { SellerKey } from './sellers';

/** A real table of the package vega-datasets. Description, source and licence come from its datapackage.json alone. */
export type DemoTable = {
  /** Name of the resource in datapackage.json. */
  readonly resource: string;
  readonly seller: SellerKey;
  readonly category: Category;
  readonly title: string;
  readonly subtitle: string;
  /** Listed free: the source's terms leave no room for a price, or the table is a few rows for trying things out. */
  readonly isFree?: true;
  /** Sold first without its newest rows, so that the market has a revision to look at: those whose first cell is below this. */
  readonly firstBelow?: { readonly value: string; readonly notes: string };
};

export const demoTables: readonly DemoTable[] = [
  { resource: 'flights_3m', seller: 'mobility', category: 'mobility', title: 'US flight delays, 3 million flights', subtitle: 'Date, delay, distance, origin and destination' },
  { resource: 'seattle_weather', seller: 'weather', category: 'weather-environment', title: 'Daily weather in Seattle', subtitle: 'Precipitation, temperature, wind and kind of weather', firstBelow: { value: '2015', notes: 'The year 2015 is complete and was added. Nothing else has changed.' } },
  { resource: 'airports', seller: 'mobility', category: 'mobility', title: 'Airports of the United States', subtitle: 'Codes, names, cities and coordinates' },
  { resource: 'gapminder', seller: 'civic', category: 'society-demography', title: 'Life expectancy, population and fertility by country', subtitle: 'Every five years from 1955 to 2005' },
  { resource: 'sp500_2000', seller: 'markets', category: 'economy-finance', title: 'S&P 500 index, 2000 to 2020', subtitle: 'Open, high, low, close and volume' },
  { resource: 'penguins', seller: 'lab', category: 'health-biology', title: 'Palmer Archipelago penguins', subtitle: 'Body measurements of 344 birds of three species' },
  { resource: 'zipcodes', seller: 'geo', category: 'geography', title: 'US postal codes with coordinates', subtitle: 'City, county and state; a historical snapshot' },
  { resource: 'movies', seller: 'harbour', category: 'culture-sport', title: 'Films: box office, budgets and ratings', subtitle: 'With known quality issues, for practising data cleaning' },
  { resource: 'iowa_electricity', seller: 'geo', category: 'energy', title: 'Electricity generation in Iowa by source', subtitle: 'Annual net generation, thousand megawatt hours' },
  { resource: 'barley', seller: 'lab', category: 'food-agriculture', title: 'Barley yields in Minnesota', subtitle: 'Varieties at six sites' },
  { resource: 'birdstrikes', seller: 'mobility', category: 'mobility', title: 'Wildlife strikes reported to the FAA', subtitle: 'Airport, aircraft, species, phase of flight and cost' },
  { resource: 'flights_200k_json', seller: 'mobility', category: 'mobility', title: 'US flight delays, 200,000 flights', subtitle: 'Delay, distance and time of day' },
  { resource: 'flights_20k', seller: 'mobility', category: 'mobility', title: 'US flight delays, 20,000 flights', subtitle: 'Date, delay, distance, origin and destination' },
  { resource: 'flights_10k', seller: 'mobility', category: 'mobility', title: 'US flight delays, 10,000 flights', subtitle: 'A sample to develop with' },
  { resource: 'flights_2k', seller: 'mobility', category: 'mobility', title: 'US flight delays, 2,000 flights', subtitle: 'A small sample to begin with', isFree: true },
  { resource: 'flights_airport', seller: 'mobility', category: 'mobility', title: 'Flights between US airports, 2008', subtitle: 'Number of flights per pair of airports' },
  { resource: 'cars', seller: 'harbour', category: 'technology', title: 'Cars: specifications and performance', subtitle: 'Fuel economy, power, weight and origin', isFree: true },
  { resource: 'weather', seller: 'weather', category: 'weather-environment', title: 'Daily weather in Seattle and New York', subtitle: 'Precipitation, temperature, wind and kind of weather' },
  { resource: 'seattle_weather_hourly_normals', seller: 'weather', category: 'weather-environment', title: 'Hourly climate normals for Seattle', subtitle: '1981–2010: temperature, wind and pressure' },
  { resource: 'co2_concentration', seller: 'weather', category: 'weather-environment', title: 'Atmospheric CO2 at Mauna Loa', subtitle: 'Monthly readings, 1958–2020' },
  { resource: 'global_temp', seller: 'weather', category: 'weather-environment', title: 'Global temperature anomalies, 1880–2023', subtitle: 'Land-Ocean Temperature Index' },
  { resource: 'windvectors', seller: 'weather', category: 'weather-environment', title: 'Simulated wind over north-western Europe', subtitle: 'Direction and speed on a grid' },
  { resource: 'disasters', seller: 'weather', category: 'weather-environment', title: 'Deaths from natural disasters', subtitle: 'Annual number by kind of disaster', isFree: true },
  { resource: 'population', seller: 'civic', category: 'society-demography', title: 'US population by age and sex, 1850–2000', subtitle: 'Census counts per decade', isFree: true },
  { resource: 'jobs', seller: 'civic', category: 'society-demography', title: 'Occupations in the US census, 1850–2000', subtitle: 'Count and share by sex and year', isFree: true },
  { resource: 'income', seller: 'civic', category: 'society-demography', title: 'Household income by US state, 2013', subtitle: 'Share of households per income bracket' },
  { resource: 'gapminder_health_income', seller: 'civic', category: 'society-demography', title: 'Health and income by country', subtitle: 'Income per person, life expectancy and population' },
  { resource: 'countries', seller: 'civic', category: 'society-demography', title: 'Life expectancy and fertility, 1955–2000', subtitle: 'With the values before and after each year' },
  { resource: 'population_engineers_hurricanes', seller: 'civic', category: 'society-demography', title: 'Population, engineers and hurricanes by US state', subtitle: 'Three figures per state' },
  { resource: 'budget', seller: 'markets', category: 'economy-finance', title: 'US federal receipts, history and forecast', subtitle: 'Office of Management and Budget, 2016' },
  { resource: 'budgets', seller: 'markets', category: 'economy-finance', title: 'US budget forecasts and outcomes', subtitle: 'Projections against actuals, 1980–2010' },
  { resource: 'unemployment_across_industries', seller: 'markets', category: 'economy-finance', title: 'US unemployment across industries', subtitle: 'Monthly count and rate, 2000–2010' },
  { resource: 'unemployment', seller: 'markets', category: 'economy-finance', title: 'Unemployment rates of US counties', subtitle: 'One rate per county, about 2009' },
  { resource: 'us_employment', seller: 'markets', category: 'economy-finance', title: 'US employment by sector, 2006–2015', subtitle: 'Monthly totals of 22 supersectors' },
  { resource: 'sp500', seller: 'markets', category: 'economy-finance', title: 'S&P 500, monthly close 2000–2010', subtitle: 'Date and price' },
  { resource: 'stocks', seller: 'markets', category: 'economy-finance', title: 'Monthly stock prices of five companies', subtitle: '2000 to 2010' },
  { resource: 'ohlc', seller: 'markets', category: 'economy-finance', title: 'CBOE Volatility Index, summer 2009', subtitle: 'Open, high, low, close and signal' },
  { resource: 'driving', seller: 'geo', category: 'energy', title: 'Driving and petrol prices in the US', subtitle: 'Miles per person against price, 1956–2010' },
  { resource: 'us_state_capitals', seller: 'geo', category: 'geography', title: 'Capitals of the US states', subtitle: 'Names and coordinates' },
  { resource: 'london_centroids', seller: 'geo', category: 'geography', title: 'Centres of the London boroughs', subtitle: 'Computed from the borough boundaries' },
  { resource: 'species', seller: 'lab', category: 'health-biology', title: 'Year-round habitat of four species by US county', subtitle: 'Share of each county, from USGS habitat maps' },
  { resource: 'burtin', seller: 'lab', category: 'health-biology', title: 'Antibiotics against bacteria', subtitle: 'Minimum inhibitory concentrations, after Will Burtin' },
  { resource: 'obesity', seller: 'lab', category: 'health-biology', title: 'Obesity rates of US states, 1995', subtitle: 'Behavioral Risk Factor Surveillance System' },
  { resource: 'crimea', seller: 'lab', category: 'health-biology', title: 'Mortality in the Crimean War', subtitle: "Monthly deaths by cause, from Nightingale's tables", isFree: true },
  { resource: 'wheat', seller: 'lab', category: 'food-agriculture', title: 'Price of wheat and wages, 1565–1821', subtitle: "From Playfair's chart of 1822", isFree: true },
  { resource: 'udistrict', seller: 'harbour', category: 'food-agriculture', title: "Restaurants of Seattle's University District", subtitle: 'Kind of cuisine and latitude' },
  { resource: 'football', seller: 'harbour', category: 'culture-sport', title: 'Football results of five divisions, 2013–2017', subtitle: 'Date, teams and score' },
  { resource: 'github', seller: 'harbour', category: 'technology', title: 'Commits by hour of the day (simulated)', subtitle: 'A punch card of developer activity' },
  { resource: 'anscombe', seller: 'harbour', category: 'technology', title: "Anscombe's quartet", subtitle: 'Four sets of points with the same statistics', isFree: true },
];
