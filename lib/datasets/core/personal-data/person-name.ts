/** Given names common in several languages, lower case and without accents: a sign, not a register. */
const given = new Set(`james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander frank patrick raymond jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter kyle noah ethan jeremy walter christian keith roger terry austin sean gerald carl harold dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan albert willie elijah wayne randy vincent mason roy ralph bobby russell bradley philip eugene liam oliver lucas oscar leo max simon martin philippe pierre jean jacques michel louis antoine luc hugo jules francois olivier hans klaus jurgen wolfgang heinz karl otto fritz stefan andreas matthias tobias lukas felix jonas luca marco matteo giovanni giuseppe francesco antonio mario luigi paolo carlos luis miguel pedro jorge manuel francisco javier diego fernando ricardo rafael eduardo alejandro pablo sergio joao paulo ahmed mohammed muhammad mohamed ali omar hassan hussein ibrahim yusuf khalid mustafa abdullah ivan dmitri sergei vladimir alexei nikolai mikhail igor oleg pavel jan piotr andrzej krzysztof tomasz anders erik lars nils sven bjorn johan mikael hiroshi takashi kenji yuki haruto akira satoshi raj rahul amit vijay sanjay arjun rohan ravi suresh anil deepak wei ming jun hao lei min jin sung
mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa margaret betty sandra ashley dorothy kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca laura helen sharon cynthia kathleen amy shirley angela anna ruth brenda pamela nicole katherine virginia catherine christine samantha debra janet rachel carolyn emma maria heather diane julie joyce evelyn joan victoria kelly christina lauren frances martha judith cheryl megan andrea olivia ann jean alice jacqueline hannah doris kathryn gloria teresa sara janice marie julia grace judy theresa rose beverly denise marilyn amber danielle brittany diana abigail jane natalie lori tiffany alexis kayla sophia isabella mia charlotte amelia ella lily zoe chloe lucy ines claire camille manon lea elena ana carmen lucia isabel pilar rosa beatriz fatima aisha khadija maryam zainab layla noor olga natalia svetlana irina tatiana ekaterina anastasia agnieszka katarzyna magdalena ewa ingrid astrid freya sofia yuko sakura aiko keiko naomi priya anjali pooja neha kavita sunita lakshmi mei xiu ying fang jing aroha ngozi chioma amina
dan mike tom jim bob dave steve chris tony nick ben matt andy greg jeff ken ron tim ted fred harry charlie josh zach nate kate liz beth jenny becky sue meg vicky abby katie molly ellie jess mandy cindy wendy tina gina nina tanya sasha misha katya masha gianluca lorenzo alessandro chiara giulia paola matthieu nicolas sebastien celine amelie juergen ulrich dieter monika sabine petra heike joaquin andres mateo santiago valentina ximena guadalupe oluwaseun adebayo kwame ama kofi thandiwe sipho nguyen thanh linh minh aarav vihaan ananya saanvi arash reza nasrin leila mehmet mustafa ayse emre elif aleksandr yelena tomas jiri petr marek jakub zuzana eszter istvan laszlo ioannis giorgos dimitris maja sanna aino mikko oskar elin
haruki naoko kazuki ayumi daisuke yusuke minjun seojun jiwoo soojin hyunwoo eunji jisoo xiaoming yan qiang hong ting anita rajesh meera aditya ishaan
ahmad zahra mariam samira tariq bilal chinedu emeka tunde yetunde babatunde zanele nomvula lerato thabo wanjiru njeri kamau otieno abebe tigist boris andrei ludmila
pawel malgorzata joanna zofia henrik kirsten mette soren pietro francesca federica stefania raul ramon consuelo guillermo rodrigo tiago catarina thiago luiza bianca siobhan niamh aoife cillian declan padraig rhys gareth angharad`.split(/\s+/));

/** The hundred most frequent family names in China (Ministry of Public Security, 2020), and the common ones of two characters. */
const familyNames = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤';
const chinese = new RegExp(`^(?:[${familyNames}]|欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容)[\\u4e00-\\u9fff]{1,2}$`);
/** 李子, 江苏, 白色: a family name and more, and no person. */
const notPeople = /[省市县区镇村路街河湖山江海州岛国园店厂院校站桥色花树果鱼]$/;
/** San Jose, Santa Maria, St. Paul, New Jordan: called after people, and places. */
const placeStart = /^(?:San|Santa|Santo|São|Sao|St|Saint|New|Port|Fort|Mount|Lake|North|South|East|West|El|Los|Las|Cape|Isla|Ciudad|Villa)\.?\s/;
const token = /^\p{Lu}[\p{L}'’.-]{0,30}$/u;
const particles = new Set(['de', 'da', 'del', 'della', 'di', 'van', 'von', 'der', 'den', 'la', 'le', 'bin', 'al', 'el', 'y', 'e', 'dos']);

/** Whether a whole value reads as the name of one person: "Ann O'Neil", "Müller, Hans", "欧阳小明". A given name must be among the known ones. */
export function isPersonName(value: string): boolean {
  const text = value.trim();
  if (text.length > 60) return false;
  if (chinese.test(text.replaceAll('·', ''))) return !notPeople.test(text);
  if (placeStart.test(text)) return false;
  const parts = text.replace(/^(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir)\.? /, '').split(/[\s,]+/).filter((part) => part !== '');
  if (parts.length < 2 || parts.length > 5) return false;
  const names = parts.filter((part) => !particles.has(part.toLowerCase()));
  return names.length >= 2 && names.every((part) => token.test(part)) && names.some((part) => isGivenName(part));
}

export function isGivenName(value: string): boolean {
  return given.has(value.trim().normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase());
}
