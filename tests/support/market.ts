import { createHash, randomUUID } from 'node:crypto';
import { searchTextOf } from '@/lib/catalog/core/search-text';
import type { Category, LicenceCode } from '@/lib/catalog/schema';
import type { FileFormat } from '@/lib/datasets/schema';
import type { PrismaClient } from '@/lib/db';

export type Wanted = {
  readonly sellerId: string;
  readonly title?: string;
  readonly subtitle?: string;
  readonly description?: string;
  readonly columnNames?: readonly string[];
  readonly category?: Category;
  readonly licenceCode?: LicenceCode;
  /** Null: on request. */
  readonly priceMinor?: number | null;
  readonly status?: 'DRAFT' | 'PUBLISHED' | 'WITHDRAWN';
  readonly format?: FileFormat;
  readonly rowCount?: number;
  readonly salesCount?: number;
  readonly publishedAt?: Date;
  readonly bytes?: Buffer;
  readonly fileName?: string;
  readonly isDemo?: boolean;
};

export type MadeListing = { readonly listingId: string; readonly slug: string; readonly revisionId: string; readonly datasetId: string; readonly sha256: string };

/** A measured revision straight into the tables, for tests whose subject begins after the upload. */
export async function createRevision(
  db: PrismaClient,
  { ownerId, bytes = Buffer.from('a\n1\n'), fileName = 'table.csv', format = 'CSV', rowCount = 1, columnNames = ['a'] }: {
    readonly ownerId: string; readonly bytes?: Buffer; readonly fileName?: string; readonly format?: FileFormat; readonly rowCount?: number; readonly columnNames?: readonly string[];
  },
): Promise<{ revisionId: string; datasetId: string; sha256: string }> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await db.storedObject.createMany({ data: { sha256, byteSize: bytes.length }, skipDuplicates: true });
  const columns = columnNames.map((name) => ({
    name, type: 'BIGINT', kind: 'number', nullCount: 0, distinctCount: rowCount, isDistinctExact: true,
    min: '1', max: '1', mean: 1, stddev: 0, quartiles: null, histogram: { kind: 'none' },
  }));
  const dataset = await db.dataset.create({
    data: {
      ownerId, name: fileName,
      revisions: {
        create: {
          number: 1, status: 'READY', format, fileName, byteSize: bytes.length, sha256, rowCount, columnCount: columnNames.length,
          distinctRowCount: rowCount, completeness: 1, measuredAt: new Date(),
          profile: { create: { columns, sample: { columns: [...columnNames], rows: [] } } },
          privacy: { create: { scannerVersion: 'test', columnCount: columnNames.length, scannedAt: new Date(), isAboutPeople: false, proposedQuasi: [], quasi: [] } },
        },
      },
    },
    select: { id: true, revisions: { select: { id: true } } },
  });
  return { datasetId: dataset.id, revisionId: dataset.revisions[0]?.id ?? '', sha256 };
}

/** A listing straight into the tables, for tests whose subject begins after publication. */
export async function createListing(db: PrismaClient, wanted: Wanted): Promise<MadeListing> {
  const { sellerId, title = 'Test table', subtitle = '', description = '', columnNames = ['a'], category = 'mobility', status = 'PUBLISHED' } = wanted;
  const seller = await db.seller.findUniqueOrThrow({ where: { accountId: sellerId }, select: { name: true } });
  const revision = await createRevision(db, {
    ownerId: sellerId, columnNames,
    ...(wanted.bytes && { bytes: wanted.bytes }), ...(wanted.fileName && { fileName: wanted.fileName }),
    ...(wanted.format && { format: wanted.format }), ...(wanted.rowCount && { rowCount: wanted.rowCount }),
  });
  const slug = `listing-${randomUUID().slice(0, 8)}`;
  const row = await db.listing.create({
    data: {
      sellerId, slug, title, subtitle, description, category, status, currency: 'EUR', datasetId: revision.datasetId, revisionId: revision.revisionId,
      licenceCode: wanted.licenceCode ?? 'exchange-internal-1.0', priceMinor: status === 'DRAFT' ? null : wanted.priceMinor === undefined ? 1_000 : wanted.priceMinor,
      rowCount: wanted.rowCount ?? 1, columnCount: columnNames.length, byteSize: wanted.bytes?.length ?? 4, format: wanted.format ?? 'CSV',
      salesCount: wanted.salesCount ?? 0, salesVoices: wanted.salesCount ?? 0, isDemo: wanted.isDemo ?? false,
      publishedAt: status === 'DRAFT' ? null : (wanted.publishedAt ?? new Date()),
      searchText: searchTextOf({ title, subtitle, description, category, sourceName: '', sellerName: seller.name, columnNames }),
    },
    select: { id: true },
  });
  return { listingId: row.id, slug, ...revision };
}
