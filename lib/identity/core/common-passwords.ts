import { breachedPasswords } from './breached-passwords';

/**
 * What the list of breaches lacks: words of this market, Chinese favourites, seasons with a year, and the shapes people make of them.
 * A password is compared after lower-casing and after undoing the usual letter-for-digit swaps.
 */
const common = new Set(`password password1 password12 password123 password1234 passw0rd p@ssword p@ssw0rd 12345678 123456789 1234567890 12345678910
123123123 87654321 987654321 0987654321 11111111 111111111 1111111111 00000000 000000000 0000000000 88888888 66666666 99999999 55555555 22222222 77777777 12341234 12344321 11223344 1122334455 123454321 147258369 159753456
147852369 963852741 741852963 789456123 456789123 123321123 112233445566 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc qazwsxedc zaq12wsx qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 qwerty12345
qwertyqwerty asdfghjk asdfghjkl asdfasdf asdf1234 zxcvbnm1 zxcvbnm123 1234qwer qwer1234 abcd1234 abc12345 a1b2c3d4 aa123456 a12345678 a123456789 aaaaaaaa abcdefgh abcdefghi iloveyou iloveyou1 iloveyou2 sunshine sunshine1 princess princess1 football football1 baseball baseball1 basketball superman superman1 batman123 welcome1 welcome123 monkey12 monkey123 dragon12 dragon123 master12
master123 shadow12 shadow123 michael1 michelle jennifer jessica1 charlie1 samantha trustno1 whatever computer internet starwars startrek mustang1 corvette mercedes ferrari1 yamaha12 elephant butterfly chocolate cheese123 pokemon1 pokemon123 naruto123 liverpool chelsea1 arsenal1 manchester barcelona realmadrid letmein1 letmein123 changeme changeme1 changeme123 admin123 admin1234 administrator adminadmin root1234 rootroot testtest test1234 test12345 guest123 default1 secret12 secret123 security access14 hello123 helloworld hunter12 killer123 freedom1 lovely12 passpass pass1234 pass12345 passwort passwort1 hallo123 schatz123 motdepasse azertyui azertyuiop azerty123 contrasena contraseña minecraft roblox123 fortnite metallica nirvana1 slipknot1 blink182 eminem123 jordan23 michael23 lakers24 steelers redskins cowboys1 yankees1 patriots packers1 raiders1 victoria alexander anthony1 christian nicholas benjamin jonathan katherine elizabeth stephanie
woaini1314 woaini520 5201314520 woaini123 aini1314 zxcvbnm123456 qq123456 qq123456789 wang1234 zhang123 li123456 asd123456 asdasd123 zxc123456 qwe123456 q1w2e3r4 q123456789 abc123456 abc123456789 a11111111 123456abc 123456aa 123456qq 123qweasd 123qweasdzxc 1234abcd 12345qwert 123456789a 123456789q 0123456789 01234567 13579246 246810121 31415926 314159265 27182818 password! password1! welcome1! qwerty1! summer2024 summer2025 summer2026 winter2024 winter2025 winter2026 spring2025 spring2026 autumn2025 autumn2026 january1 february1 december1 november1 monday123 friday123 databourse databourse1 dataexchange marketplace market123 business company1 companyname letmeinnow opensesame correcthorse starwars1 superstar supernova spiderman ironman1 captain1 thunder1 lightning diamond1 platinum golden12 silver12 purple12 orange12 yellow12 banana12 apple123 cookie12 peanut12 pepper12 ginger12 tigger12 buster12 bailey12 maggie12 sophie12 daniel12 thomas12 robert12 andrew12 joshua12 matthew1 william1 richard1 patrick1 rebecca1 amanda12 ashley12 nicole12 hannah12 summer12 hockey12 soccer12 tennis12 golf1234 fishing1 hunting1 camaro12 porsche1 harley12 honda123 toyota12 nissan12 google12 google123 facebook facebook1 youtube1 twitter1 linkedin instagram microsoft windows1 windows10 linux123 ubuntu12 oracle12 mysql123 postgres postgres1 database database1`.split(/\s+/));

const swaps: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' };

/** True for a published password, one letter repeated, a run of neighbours, or what contains the person's own address. */
export function isCommonPassword(password: string, email: string): boolean {
  const lower = password.normalize('NFKC').toLowerCase();
  const unswapped = [...lower].map((character) => swaps[character] ?? character).join('');
  const mailbox = email.split('@')[0] ?? '';
  return [lower, unswapped].some((each) => common.has(each) || breachedPasswords.has(each)) || new Set(lower).size <= 2 || isRun(lower)
    || (mailbox.length >= 4 && lower.includes(mailbox) && lower.length - mailbox.length < 6);
}

function isRun(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)));
  return steps.size === 1;
}
