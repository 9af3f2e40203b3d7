// The baseline: what Node and PostgreSQL cost without a framework. Arguments: state folder of a running exchange, port.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import pg from 'pg';

const [stateDir = '', port = '3500'] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: readFileSync(join(stateDir, 'database-url'), 'utf8').trim(), max: 10 });
const query = `select l.id, l.slug, l.title, l.subtitle, l.category, l."licenceCode", s.name, s.slug as "sellerSlug", l."priceMinor", l.currency, l."rowCount", l."columnCount", l."byteSize", l.format, l."salesCount", l."publishedAt"
  from "Listing" l join "Seller" s on s."accountId" = l."sellerId" where l.status = 'PUBLISHED' order by l."publishedAt" desc, l.id limit 24`;

createServer((request, response) => {
  pool.query(query).then(
    ({ rows }) => { response.setHeader('content-type', 'application/json'); response.end(JSON.stringify(rows)); },
    (error) => { response.statusCode = 500; response.end(String(error)); },
  );
}).listen(Number(port), '127.0.0.1', () => { console.log('ready'); });
