import { isIP } from './is-ip';
import { isGivenName } from './person-name';
import { digitsOf, isDay, isStreet, notOfThings, type Recogniser } from './recogniser';

const months = '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const person = String.raw`\p{Lu}[\p{Ll}'’-]{1,30}`;
/** Also words, months, places: as the first of two names they say too little. */
const ambiguous = new Set('rose grace austin jordan virginia victoria max min hao jun may april june jade summer dawn will mark bill rob art paris florence chelsea georgia carolina christian hope faith joy amber ruby pearl iris lily violet heather ivy olive jan hong lei mei'.split(' '));

/** What files end in and no domain does: icon@2x.png is no address. */
const fileEnd = /\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|ico|pdf|css|html?|jsx?|tsx?|json|ya?ml|xml|csv|docx?|xlsx?)$/i;

/** A given name that is hardly anything else. */
function isCalledSo(word: string): boolean {
  return isGivenName(word) && !ambiguous.has(word.toLowerCase());
}

function dateIsReal(text: string): boolean {
  const [a = 0, b = 0, c = 0] = digitsOf(text).length > 0 ? (text.match(/\d+/g) ?? []).map(Number) : [];
  if (/[a-z]/i.test(text)) return a >= 1;
  return isDay(a, b, c) || isDay(c, a, b) || isDay(c, b, a);
}

/** How somebody is reached, called and found, and when things happened to her. */
export const contactRecognisers: readonly Recogniser[] = [
  { entity: 'EMAIL_ADDRESS', score: 0.95, pattern: /(?<![\w.+-])[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}){0,8}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}(?:[a-z]{2,24}|xn--[a-z0-9-]{1,59})(?![\w-])/gi, isValid: (text) => !fileEnd.test(text) },
  { entity: 'URL', score: 0.6, pattern: /(?<![\w@.])https?:\/\/(?:[^\s\/@:]{1,64}(?::[^\s\/@]{0,64})?@)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}(?::\d{1,5})?(?:\/[^\s'"<>]{0,2000})?/gi },
  { entity: 'URL', score: 0.5, pattern: /(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}(?:com|org|net|edu|gov|info|biz|io|dev|app|site|online|shop|co|ai|me|tv|eu|uk|de|fr|es|it|nl|pl|se|ch|at|be|cn|jp|kr|in|il|br|ru|au|ca|us|mx|za|tr|vlaanderen)(?![\w@-])(?:\/[^\s'"<>]{0,2000})?/gi },
  { entity: 'IP_ADDRESS', score: 0.7, pattern: /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?(?!\w|\.\d)/g, isValid: (text) => isIP(text) === 4 },
  { entity: 'IP_ADDRESS', score: 0.7, pattern: /(?<![:\w.])(?=[\da-f:]{0,39}:)[\da-f:]{2,39}(?:(?<=:)\d{1,3}(?:\.\d{1,3}){3})?(?:%[a-z0-9]{1,15})?(?:\/\d{1,3})?(?![:\w]|\.\d)/gi, isValid: (text) => isIP(text) === 6 && !/^[a-f]+::[a-f]+$/i.test(text) },
  { entity: 'IP_ADDRESS', score: 0.5, pattern: /(?<=[a-z])::ffff:(?:\d{1,3}\.){3}\d{1,3}(?![\w.])/gi, isValid: (text) => isIP(text) === 6 },
  { entity: 'MAC_ADDRESS', score: 0.8, pattern: /(?<![\w:-])[\da-f]{2}([:-])(?:[\da-f]{2}\1){4}[\da-f]{2}(?![\w:-])|(?<![\w.])[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4}(?![\w.])/gi, isValid: (text) => !/^[0:.-]+$|^[f:.-]+$/i.test(text) },
  { entity: 'MAC_ADDRESS', score: 0.7, pattern: /(?<=\bMAC(?: addr(?:ess)?)?[ :=]{1,3})[\da-f]{12}(?!\w)/gi },
  { entity: 'PHONE_NUMBER', score: 0.6, pattern: /(?<![\w+])(?:\+?1[-. ]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-. ])[2-9]\d{2}[-. ]\d{4}(?!\d)/g, context: /phone|number|tel|call|mobile|cell/i },
  // Ten digits without a mark between them are a number of anything; where the words around say so, of a telephone.
  { entity: 'PHONE_NUMBER', score: 0.1, pattern: /(?<![\w+.-])[2-9]\d{2}[2-9]\d{6}(?![\w.-])/g, context: /phone|number|tel|call|mobile|cell/i },
  { entity: 'PHONE_NUMBER', score: 0.6, pattern: /(?<!\w)\+[1-9]\d{0,2}(?:[ .-]?\(?\d{1,5}\)?){2,5}(?!\d)/g, isValid: (text) => { const count = digitsOf(text).length; return count >= 8 && count <= 15; } },
  { entity: 'PHONE_NUMBER', score: 0.5, pattern: /(?<![\w+-])0[1-9]\d{0,3}[- ]\d{3,4}[- ]\d{3,4}(?![\d-])/g },
  { entity: 'PHONE_NUMBER', score: 0.6, pattern: /(?<!\d|[\dA-Fa-f]{2})(?:\+?86[- ]?)?1[3-9]\d(?:\d{8}|([- ])\d{4}\1\d{4})(?!\d)/g, context: /电话|手机|联系|phone|mobile|tel/i },
  { entity: 'DATE_TIME', score: 0.8, pattern: /(?<!\d)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?(?!\d)/g },
  { entity: 'DATE_TIME', score: 0.6, pattern: /(?<![\w/.-])(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))(?![\w/-])(?!\.\d)/g, isValid: dateIsReal },
  { entity: 'DATE_TIME', score: 0.6, pattern: new RegExp(String.raw`(?<![\w-])(?:\d{1,2}[- ]${months}(?:[- ,]{1,2}\d{2,4})?|${months}[- ]\d{1,2}(?:st|nd|rd|th)?(?:,? ?\d{4})?)(?![\w-])`, 'gi'), isValid: dateIsReal },
  { entity: 'DATE_TIME', score: 0.3, pattern: /(?<![\w/.-])(?:(?:0?[1-9]|1[0-2])\/(?:\d{4}|\d{1,2}))(?![\w/-])/g },
  { entity: 'DATE_TIME', score: 0.3, pattern: /(?<![\w.,/-])(?:19|20)\d{2}(?![\w/-]|[.,]\d)/g },
  { entity: 'DATE_TIME', score: 0.3, pattern: /(?<=\b[iI]n |since |until |last |next )(?:January|February|March|April|May|June|July|August|September|October|November|December)\b/g },
  { entity: 'DATE_TIME', score: 0.7, pattern: /(?:19|20)\d{2}年(?:\d{1,2}月(?:\d{1,2}日)?)?/g },
  { entity: 'PERSON', score: 0.7, pattern: new RegExp(String.raw`(?<!\p{L})(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Herr|Frau|Señora?|Monsieur|Madame)\.? ${person}(?: ${person})?`, 'gu') },
  { entity: 'PERSON', score: 0.7, pattern: new RegExp(String.raw`(?<=(?:name is|call me|named|I am|I'm|signed by|${notOfThings}Name:|Patient:) )${person}(?: \p{Lu}\.)?(?: ${person})?`, 'gu') },
  { entity: 'PERSON', score: 0.6, pattern: new RegExp(String.raw`(?<!\p{L})${person}(?: \p{Lu}\.)?(?: (?:de|da|do|dos|del|della|di|du|la|le|van|von|der|den|bin|al)){0,3} ${person}`, 'gu'), isValid: (text) => isCalledSo(text.split(' ')[0] ?? ''), isReadOn: true },
  { entity: 'PERSON', score: 0.6, pattern: /(?<=姓名[:：是为]?\s?|联系人[:：]?\s?|我叫|患者[:：]?\s?)[\u4e00-\u9fff·]{2,5}/g },
  { entity: 'LOCATION', score: 0.5, pattern: /(?<![\w.])\d{1,5} (?:\p{Lu}[\p{L}'.-]{1,20} ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Square|Sq|Way)\b/gu, isValid: isStreet },
  { entity: 'LOCATION', score: 0.5, pattern: /[\u4e00-\u9fff]{2,8}(?:省|自治区|市)[\u4e00-\u9fff]{1,10}(?:区|县|市)[\u4e00-\u9fff\d]{2,20}(?:路|街|道|巷)\d{1,5}号/g },
  { entity: 'LOCATION', score: 0.5, pattern: /(?<![\d.])-?(?:[0-8]?\d\.\d{4,8}|90\.0{1,8}), ?-?(?:1[0-7]\d|0?\d{1,2})\.\d{4,8}(?![\d.])/g },
  { entity: 'HEALTH', score: 0.3, pattern: /\b(?:diagnos(?:is|ed)|prescri(?:bed|ption)|HIV|cancer|diabetes|pregnan(?:t|cy)|depression|blood type|allerg(?:y|ic))\b|诊断|处方|病历|糖尿病|怀孕|过敏|血型/gi },
  { entity: 'BIOMETRIC', score: 0.3, pattern: /\b(?:fingerprint|iris scan|retina scan|face ?id|voice ?print|facial recognition|DNA sample)\b|指纹|虹膜|人脸识别|声纹/gi },
];
