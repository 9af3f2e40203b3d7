import type { LicenceCode } from '@/lib/catalog/schema';

type Dotless<Text extends string> = Text extends `${infer Head}.${infer Tail}` ? `${Head}_${Dotless<Tail>}` : Text;

export type LicenceKey = `licenceName.${Dotless<LicenceCode>}`;

/** The message that names a licence: in message keys a dot separates levels, so `CC-BY-4.0` is kept as `CC-BY-4_0`. */
export function licenceKey(code: LicenceCode): LicenceKey {
  return `licenceName.${code.replaceAll('.', '_')}` as LicenceKey;
}
