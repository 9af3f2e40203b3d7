import type { Db, Prisma } from '@/lib/db';
import { noiseFaults, type NoiseFigures, type NoiseView } from './schema';

export async function writeLabel(db: Db, { datasetId, column }: { readonly datasetId: string; readonly column: string | null }): Promise<void> {
  await db.dataset.update({ where: { id: datasetId }, data: { labelColumn: column }, select: { id: true } });
}

/** The named label of a revision's dataset with what was found of it in this revision; null where none is named. */
export async function findNoiseOfLabels(db: Db, { revisionId }: { readonly revisionId: string }): Promise<NoiseView | null> {
  const row = await db.revision.findFirst({ where: { id: revisionId, status: 'READY' }, select: { labelNoise: { select: { column: true, figures: true, fault: true } }, dataset: { select: { labelColumn: true } } } });
  const column = row?.dataset.labelColumn ?? null;
  if (column === null) return null;
  const found = row?.labelNoise?.column === column ? row.labelNoise : null;
  // Written by writeNoiseOfLabels from this very type.
  return { column, figures: (found?.figures ?? null) as NoiseFigures | null, fault: noiseFaults.find((fault) => fault === found?.fault) ?? null };
}

/** Sold revisions whose label was named and not looked at yet. */
export function listUnestimated(db: Db, { take }: { readonly take: number }): Promise<{ revisionId: string; datasetId: string; column: string }[]> {
  return db.$queryRaw`
    select l."revisionId", d.id as "datasetId", d."labelColumn" as "column"
    from "Dataset" d join "Listing" l on l."datasetId" = d.id and l.status <> 'DRAFT'
    left join "LabelNoise" n on n."revisionId" = l."revisionId" and n."column" = d."labelColumn"
    where d."labelColumn" is not null and n."revisionId" is null
    order by d.id limit ${take}`;
}

type Found = { readonly revisionId: string; readonly column: string; readonly figures: NoiseFigures | null; readonly fault: NoiseView['fault']; readonly at: Date };

export async function writeNoiseOfLabels(db: Db, { revisionId, column, figures, fault, at }: Found): Promise<void> {
  const data = { column, fault, at, ...(figures ? { figures: figures as unknown as Prisma.InputJsonValue } : {}) };
  // Made anew: what was found of another column is nothing of this one.
  await db.labelNoise.deleteMany({ where: { revisionId } });
  await db.labelNoise.create({ data: { revisionId, ...data }, select: { revisionId: true } });
}
