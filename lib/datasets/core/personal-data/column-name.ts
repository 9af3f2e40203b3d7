import type { Category } from './categories';

export type NameHint = { readonly entity: string; readonly category: Category; /** How sure the name alone makes it. */ readonly confidence: number };

const word = (words: string): RegExp => new RegExp(`(?:^|_)(?:${words})(?:_|$)`);

/**
 * What names of columns promise, whole words only: "lic" inside of "public" promises nothing. English and Chinese, the common ones in German, French, Spanish and
 * Portuguese. The first that fits counts, so what is narrower stands above.
 */
const hints: readonly (readonly [string, Category, number, RegExp, RegExp?])[] = [
  ['EMAIL_ADDRESS', 'direct', 0.9, word('e_?mails?|mail_?address|email_?addr(ess)?|courriel|correo(_electronico)?'), /邮箱|电子邮件/],
  ['MAC_ADDRESS', 'direct', 0.8, word('mac_?addr(ess)?|bssid')],
  ['IP_ADDRESS', 'direct', 0.8, word('ips?|ip_?(v[46]_?)?addr(ess)?|client_ip|remote_addr')],
  ['PHONE_NUMBER', 'direct', 0.9, word('(tele|cell|mobile|work|home)?_?phones?(_?(no|number|num))?|mobile(_?(no|number))?|cell(_?(no|number))|tel|telefon(nummer)?|telefono|telephone|telefone|handy(nummer)?|fax(_number)?|whatsapp'), /电话|手机|联系方式|传真/],
  ['US_SSN', 'direct', 0.9, word('ssn|social_security(_?(no|number))?')],
  ['NATIONAL_ID', 'direct', 0.9, word('(national|identity|citizen|resident)_?(id|card|no|number|code)(_?(no|number))?|nid|nino|nif|dni|cpf|curp|pesel|aadhaar|personnummer|bsn|tckn|nric|sin|nin|tax_?id|tin|steuer_?id'), /身份证|证件号|居民身份|社保号/],
  ['PASSPORT', 'direct', 0.9, word('passport(_?(no|number|num))?|reisepass(nummer)?|pasaporte|passeport'), /护照/],
  ['DRIVER_LICENSE', 'direct', 0.9, word('driv(er|ers|ing)_?licen[cs]e(_?(no|number))?|dl_?(no|number)|fuhrerschein'), /驾照|驾驶证/],
  ['LICENSE_PLATE', 'direct', 0.7, word('(licen[cs]e|number|registration|vehicle)_?plates?|plate_?(no|number)|kennzeichen'), /车牌/],
  ['CREDIT_CARD', 'direct', 0.9, word('(credit|debit|bank|payment)?_?card_?(no|num|number)|cc_?(no|num|number)|pan'), /银行卡|信用卡|卡号/],
  ['IBAN_CODE', 'direct', 0.9, word('ibans?')],
  ['BANK_ACCOUNT', 'direct', 0.8, word('(bank_?)?account_?(no|num|number)|acct_?(no|num|number)|kontonummer'), /银行账[号户]|账号$/],
  ['MEDICAL_RECORD', 'direct', 0.9, word('mrn|medical_record(_?(no|number))?|patient_?(id|no|number)|nhs_?(no|number)|health_?(card|insurance)_?(no|number)'), /病历号|医保号|患者编号/],
  ['ONLINE_ID', 'direct', 0.6, word('user_?names?|login(_?name)?|screen_?name|nick_?names?|twitter(_handle)?|instagram|wechat(_id)?|skype|qq|imei|imsi|idfa|gaid|device_?id|cookie_?id|advertising_?id'), /用户名|昵称|微信|账户名/],
  ['PERSON', 'direct', 0.85, word('(first|last|given|family|middle|maiden|full|legal|sur|fore)_?names?|surname|vorname|nachname|prenom|nom_de_famille|apellidos?|nombres?|nome|sobrenome|(patient|customer|client|employee|student|teacher|doctor|person|contact|author|owner|passenger|member|guest|applicant|candidate|voter|user_full|emergency_contact|mother|father|spouse|guardian)_?names?'), /姓名|名字|联系人|患者名|客户名|学生名|员工名|收件人/],
  ['BIRTH_DATE', 'quasi', 0.9, word('(date_?of_?)?birth(_?(date|day))?|dob|birth_?date|geburts(datum|tag)|fecha_de_nacimiento|date_de_naissance'), /出生|生日/],
  ['LOCATION', 'direct', 0.85, word('(street|home|mailing|postal|billing|shipping|residential|delivery)_?addr(ess)?|street|addr(ess)?(_?(line)?_?[12])?|strasse|anschrift|adresse|direccion|endereco|house_?(no|number)'), /(家庭|居住|收货|联系|通讯|详细)?(地址|住址)/],
  ['BIOMETRIC', 'special', 0.9, word('biometrics?|finger_?prints?|face_?(id|embedding|encoding|template|vector)s?|iris(_?(scan|code|template))|retina(_scan)?|voice_?prints?|palm_?prints?|gait(_id)?|dna(_sequence)?|genotype|genome'), /指纹|虹膜|人脸|声纹|基因/],
  ['HEALTH', 'special', 0.85, word('diagnos(is|es|ed|tic)(_?(code|text|name|date))?|disease(_name)?|illness|icd_?(9|10|11)?(_?code)?|medications?|prescriptions?|drug_?name|blood_?(type|group|pressure)|hiv(_status)?|allerg(y|ies)|disabilit(y|ies)|pregnan(t|cy)|cholesterol|bmi|symptoms?|treatment|mental_health|smok(er|ing)(_status)?|vaccin(e|ation)(_?(status|date))?'), /诊断|疾病|病史|病情|处方|用药|血型|血压|过敏|残疾|怀孕|症状|疫苗/],
  ['ORIGIN', 'special', 0.8, word('races?|ethnic(ity|_group|_origin)?'), /民族|种族/],
  ['BELIEF', 'special', 0.85, word('religions?|religious_(affiliation|belief)|political_?(party|affiliation|opinion|view)s?|party_?affiliation|trade_?union(_member(ship)?)?|union_member(ship)?'), /宗教|信仰|政治面貌|党派|工会/],
  ['SEX_LIFE', 'special', 0.9, word('sexual_?(orientation|preference|life|partner)s?|sex_life'), /性取向/],
  ['CRIMINAL_RECORD', 'special', 0.85, word('criminal_?(record|history|conviction)s?|convictions?|arrests?_?(record|date)'), /犯罪|前科/],
  ['COORDINATES', 'quasi', 0.7, word('lat(itude)?|lon(g|gitude)?|lng|geo_?(point|location|json|coordinates?)?|coordinates?|gps(_?(lat|lon|location))?'), /经度|纬度|坐标/],
  ['PHOTO', 'direct', 0.6, word('(profile|user|face|passport)_?(photo|picture|image|pic)(_?(url|path))?|selfie|mugshot|avatar(_url)?'), /头像|照片|人像/],
];

/** `dateOfBirth`, `Date of birth` and `DATE-OF-BIRTH` are one name. */
export function plainName(name: string): string {
  return name.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '_').replaceAll(/^_+|_+$/g, '');
}

/** What the name of a column promises; null when it promises nothing. */
export function hintOfName(name: string): NameHint | null {
  const plain = plainName(name);
  const found = hints.find(([, , , pattern, script]) => pattern.test(plain) || script?.test(plain) === true);
  return found ? { entity: found[0], category: found[1], confidence: found[2] } : null;
}

/** A name that may be of a person or of anything else: only the values tell. */
export function isPlainName(name: string): boolean {
  return /(?:^|_)(?:names?|who|person|people|author|director|actor|artist|player|customer|contact|employee|patient|staff|contributor|speaker|nombre|nom)(?:_|$)|名称?$|作者|导演|演员|球员|员工|客户/.test(plainName(name));
}
