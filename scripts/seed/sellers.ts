/** Invented trading names of the demo market. `harbour` is the seller of the demo logins. */
export const demoSellers = {
  harbour: { name: 'Harbour Data Studio', about: 'Small, well-known tables for learning, teaching and testing.' },
  weather: { name: 'Northwest Weather Desk', about: 'Weather and climate series, from hourly normals to a century of anomalies.' },
  mobility: { name: 'Open Mobility Lab', about: 'Flights, airports and roads, in every size from a sample to the full table.' },
  civic: { name: 'Civic Figures', about: 'Population, income and work, country by country and census by census.' },
  markets: { name: 'Meridian Market Data', about: 'Prices, budgets and employment for models of the economy.' },
  lab: { name: 'Field & Lab Records', about: 'Measurements from fields, wards and laboratories.' },
  geo: { name: 'Gridpoint Geo', about: 'Places with coordinates, and the energy that flows between them.' },
} as const;

export type SellerKey = keyof typeof demoSellers;
