import { digitsOf, isStreet, notOfThings, type Recogniser } from './recogniser';

const name = String.raw`\p{Lu}[\p{Ll}'’-]{1,30}`;
const fullName = String.raw`${name}(?: (?:\p{Lu}\.|de|da|del|della|di|van|von|der|den|la|le|al|bin|dos|${name})){0,4}`;
const surname = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤張劉陳楊黃趙吳孫馬鄭謝許韓鄧蕭蔣葉蘇呂盧鐘陸賀';
const korean = '김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구';
const isNobody = (text: string): boolean => /^(?:Sir|Madam|All|Team|Customer|Colleagues|Everyone|Friends|Support|Us|Name|Number|Details|Information|Person)\b/.test(text);
const mailName = String.raw`[a-z0-9][\w.+-]{0,63}`;

/** How people are reached, called and found outside of English; and addresses written so that machines shall not read them. Patterns are bounded like all others. */
export const languageRecognisers: readonly Recogniser[] = [
  // Numbers as people write them at home: area code and rest, pairs, groups of five, 00 for the plus, and anything after a word for a telephone.
  { entity: 'PHONE_NUMBER', score: 0.45, pattern: /(?<![\w+./-])0\d{2,4}[ /-]\d{5,8}(?![\d/-])/g },
  { entity: 'PHONE_NUMBER', score: 0.5, pattern: /(?<![\w)])\(0?\d{2,4}\) ?\d{3,5}[- ]\d{3,4}(?!\d)/g },
  { entity: 'PHONE_NUMBER', score: 0.5, pattern: /(?<![\w)])\(0\d{2,3}\) ?\d{7,8}(?!\d)/g },
  { entity: 'PHONE_NUMBER', score: 0.45, pattern: /(?<![\w+.-])(?:[48]00([- ])\d{3}\1\d{4}|07[1-9]\d{8})(?![\d-])/g },
  { entity: 'PHONE_NUMBER', score: 0.45, pattern: /(?<![\w+.-])[6-9]\d{4}[ -]\d{5}(?![\d-])/g },
  { entity: 'PHONE_NUMBER', score: 0.5, pattern: /(?<![\w+.-])0[1-9](?:[ .-]\d{2}){4}(?![\d.-])/g },
  { entity: 'PHONE_NUMBER', score: 0.5, pattern: /(?<![\w+.-])00 ?[1-9]\d{0,2}(?:[ .-]?\d{2,8}){1,5}(?!\d)/g, isValid: (text) => { const count = digitsOf(text).length; return count >= 10 && count <= 17; } },
  { entity: 'PHONE_NUMBER', score: 0.6, pattern: /(?<=(?:\b(?:tel|telephone|phone|mobile|mob|cell|call|fax|whatsapp|telefon|tel[eé]fono|téléphone|telefone|tfno|tlf|m[oó]vil|celular|handy|mobil)|电话|手机|手機|電話|전화)(?: ?(?:no|nr|number|号码?)\.?)?[ .:：=#]{1,3})\+?\(?\d[\d ().-]{4,18}\d(?!\d)/gi, isValid: (text) => { const count = digitsOf(text).length; return count >= 7 && count <= 15; } },
  // ann [at] example [dot] org. A bare "at" needs a bare "dot": people meet at example.org.
  { entity: 'EMAIL_ADDRESS', score: 0.7, pattern: new RegExp(String.raw`(?<![\w.+-])${mailName} ?[[({<] ?at ?[\])}>] ?[a-z0-9-]{1,63}(?: ?(?:\.|[[({<] ?dot ?[\])}>]| dot ) ?[a-z0-9-]{2,63}){1,4}(?![\w-])`, 'gi') },
  { entity: 'EMAIL_ADDRESS', score: 0.6, pattern: new RegExp(String.raw`(?<![\w.+-])${mailName} at [a-z0-9-]{1,63}(?: dot [a-z0-9-]{2,24}){1,4}(?![\w-])`, 'gi') },
  { entity: 'EMAIL_ADDRESS', score: 0.6, pattern: /(?<![\p{L}\p{N}._+-])[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}-])/gu, isValid: (text) => /\P{ASCII}/u.test(text) },
  { entity: 'EMAIL_ADDRESS', score: 0.7, pattern: /"[^"\s@]{1,64}"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}(?![\w-])/gi },
  { entity: 'URL', score: 0.5, pattern: /(?<![\w@.])(?:https?|ftp):\/\/(?:localhost|[\p{L}\p{N}][\p{L}\p{N}.-]{0,250}\.[\p{L}\p{N}]{1,63})(?::\d{1,5})?(?:\/[^\s'"<>]{0,2000})?/giu },
  { entity: 'DATE_TIME', score: 0.5, pattern: /(?<![\p{L}\d-])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[- ](?:19|20)\d{2}(?![\w-])/giu },
  { entity: 'DATE_TIME', score: 0.5, pattern: /(?<!\d)(?:1[0-2]|0?[1-9])月(?:3[01]|[12]\d|0?[1-9])[日号]/g },
  { entity: 'DATE_TIME', score: 0.6, pattern: /(?:明治|大正|昭和|平成|令和)(?:元|\d{1,2})年(?:\d{1,2}月(?:\d{1,2}日)?)?/g },
  { entity: 'DATE_TIME', score: 0.7, pattern: /(?<!\w)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?Z?(?!\w)/g },
  { entity: 'DATE_TIME', score: 0.6, pattern: /(?<![\w.])(?:3[01]|[12]\d|0?[1-9])\.? (?:de )?(?:Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre)(?: (?:de )?\d{4})?(?!\p{L})/giu },
  { entity: 'PERSON', score: 0.7, pattern: new RegExp(String.raw`(?<=(?:name is|call me|named|I am|I'm|signed by|Signed by|${notOfThings}Name:|(?:Patient|Customer|Client|Full|Employee|Student|Contact|Guest|Passenger|Member)(?:'s)? name:|Patient:|Contact:|Customer:|Client:|Employee:|Attn:|Applicant:|Author:|Recipient:|Student:|Passenger:|Nom :|Name :|Nombre:|Kunde:) )${fullName}`, 'gu'), isValid: (text) => !isNobody(text) && text.includes(' ') },
  { entity: 'PERSON', score: 0.6, pattern: new RegExp(String.raw`(?<=(?:[Rr]egards|[Ss]incerely|Cheers|Thanks|Yours|Grüßen|Cordialement|Saludos),\s)${fullName}`, 'gu'), isValid: (text) => !isNobody(text) },
  { entity: 'PERSON', score: 0.6, pattern: new RegExp(String.raw`(?<=(?:Dear|Hi|Hello|Liebe|Lieber|Chère|Cher|Querida|Querido) )${fullName}(?=[,!.])`, 'gu'), isValid: (text) => !isNobody(text) },
  { entity: 'PERSON', score: 0.65, pattern: new RegExp(String.raw`(?<![\p{L}.])(?:M\.|Mme|Mlle|Sr\.|Sra\.?|Srta\.?|Sig\.|Signora?|Dott\.|Doña|Don|Dña\.) ${fullName}`, 'gu') },
  { entity: 'PERSON', score: 0.6, pattern: new RegExp(`(?<![\\u4e00-\\u9fff])[${surname}][\\u4e00-\\u9fff]{0,2}?(?=先生|女士|小姐|教授|医生|老师|同学|經理|经理)`, 'g') },
  { entity: 'PERSON', score: 0.6, pattern: /(?<=(?:氏名|姓名|名前|收件人|负责人|申请人|聯絡人|经办人)[:：]? ?)[\u4e00-\u9fff]{2,5}/g },
  { entity: 'PERSON', score: 0.6, pattern: new RegExp(`(?<=我是|我叫|叫做|本人)[${surname}][\\u4e00-\\u9fff]{1,2}(?![\\u4e00-\\u9fff])`, 'g') },
  { entity: 'PERSON', score: 0.5, pattern: /(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,5}(?=様|さん)/g },
  { entity: 'PERSON', score: 0.6, pattern: new RegExp(`(?<=(?:Name|이름|성명|고객)[:：] ?)[가-힣]{2,4}|(?<![가-힣])[${korean}][가-힣]{1,2}(?= ?씨)`, 'g') },
  { entity: 'LOCATION', score: 0.5, pattern: /(?<![\w.])\d{1,5}[A-Z]? (?:\p{Lu}[\p{L}'.-]{1,20} ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Court|Square|Terrace|Crescent|Close|Parkway|Highway|Place)\b/gu, isValid: isStreet },
  { entity: 'LOCATION', score: 0.5, pattern: /(?<!\p{L})\p{Lu}[\p{L}-]{1,30}(?:straße|strasse|str\.|gasse|platz|allee|damm|weg) \d{1,4}[a-z]?(?![\p{L}\d])/gu },
  { entity: 'LOCATION', score: 0.5, pattern: /(?<![\w.])\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|boulevard|bd|place|chemin|impasse|allée|quai|route) (?:(?:de la|de l['’]|des|du|de|la|le) ?)?\p{Lu}[\p{L}'’-]{1,25}/giu },
  { entity: 'LOCATION', score: 0.5, pattern: /(?<!\p{L})(?:Calle|C\/|Avenida|Avda\.?|Av\.|Paseo|Plaza|Via|Viale|Piazza|Corso|Rua|Praça|Travessa|ul\.|ulica) (?:\p{L}[\p{L}'’.]{0,20} ){1,4}?\d{1,4}(?!\d)/gu },
  { entity: 'LOCATION', score: 0.5, pattern: /(?<!\w)(?:P\.? ?O\.? Box|Postfach|Apartado|Boîte postale|BP) \d{2,6}(?!\d)/gi },
  { entity: 'LOCATION', score: 0.5, pattern: /[\u4e00-\u9fff]{2,3}[都道府県][\u4e00-\u9fff]{1,6}[市区町村][\u3040-\u30ff\u4e00-\u9fff]{0,10}\d{1,4}(?:[-－]\d{1,4}){0,2}/g },
  { entity: 'LOCATION', score: 0.5, pattern: /[\u4e00-\u9fff]{1,6}[市省县区][\u4e00-\u9fff]{1,14}(?:路|街|道|巷|大街|胡同|弄)\d{1,5}(?:号|弄)/g },
  { entity: 'LOCATION', score: 0.5, pattern: /(?<!\d)\d{1,3}° ?\d{1,2}[′'] ?(?:\d{1,2}(?:\.\d{1,4})?[″"] ?)?[NSEW](?!\w)/g },
  { entity: 'HEALTH', score: 0.4, pattern: /(?<=\bICD[- ]?(?:9|10|11)?(?:-CM)?[ :]{1,3})[A-Z]\d{2}(?:\.\d{1,4})?/g },
  { entity: 'HEALTH', score: 0.3, pattern: /\b(?:hypertension|asthma|epilepsy|schizophrenia|hepatitis|dialysis|insulin|chemotherapy|tuberculosis|dementia|Alzheimer['’]?s|Parkinson['’]?s|multiple sclerosis|bipolar disorder|miscarriage|abortion|Diagnose|Krankheit|maladie|enfermedad)\b|高血压|癌症|抑郁症|艾滋病|化疗|透析|哮喘|肝炎|精神分裂/gi },
];
