/**
 * What a Chinese word is called in English titles: subjects, places and rhythms of published data. Each English part is
 * a stem that a word begins with (`unemploy`, and `sport` is no transport); one that ends in a space is a whole word.
 */
export const searchGlossary: Readonly<Record<string, readonly string[]>> = {
  天气: ['weather'], 气象: ['weather', 'meteorolog'], 气候: ['climate'], 气温: ['temperature'], 温度: ['temperature'], 降水: ['precipitation', 'rainfall'], 降雨: ['precipitation', 'rainfall'], 风速: ['wind'],
  空气: ['air quality', 'air pollution'], 质量: ['quality'], 污染: ['pollut'], 二氧化碳: ['co2', 'carbon dioxide'], 碳排放: ['co2', 'carbon'], 灾害: ['disaster'], 地震: ['earthquake'], 飓风: ['hurricane'], 台风: ['typhoon'], 洪水: ['flood'],
  海洋: ['ocean'], 森林: ['forest'], 卫星: ['satellite'], 航班: ['flight'], 航空: ['flight', 'airline', 'aviation'], 飞机: ['aircraft', 'airplane'], 机场: ['airport'], 延误: ['delay'], 铁路: ['railway', 'railroad'], 地铁: ['subway', 'metro '], 出租车: ['taxi'],
  自行车: ['bicycle', 'bike'], 汽车: ['cars', 'vehicle', 'automobile'], 事故: ['accident'], 驾驶: ['driving'], 失业: ['unemploy'], 失业率: ['unemploy'], 就业: ['employment'], 职业: ['occupation'], 工资: ['wage', 'salar'], 收入: ['income'], 价格: ['price'],
  股票: ['stock', 's&p 500'], 股价: ['stock price', 's&p 500'], 指数: ['index'], 波动率: ['volatility'], 预算: ['budget'], 财政: ['fiscal', 'budget'], 通胀: ['inflation'], 通货膨胀: ['inflation'], 利率: ['interest rate'], 汇率: ['exchange rate'],
  贸易: ['trade'], 零售: ['retail'], 销售: ['sales'], 行业: ['industr', 'sector'], 公司: ['compan'], 企业: ['compan', 'enterprise'], 房价: ['house price', 'housing'], 住房: ['housing'], 人口: ['population'], 普查: ['census'], 家庭: ['household'],
  教育: ['education'], 学校: ['school'], 犯罪: ['crime'], 选举: ['election'], 预期寿命: ['life expectancy'], 寿命: ['life expectancy'], 生育率: ['fertility'], 死亡: ['death', 'mortality'], 死亡率: ['mortality'], 健康: ['health'], 医疗: ['health', 'medical'],
  医院: ['hospital'], 疾病: ['disease'], 疫情: ['epidemic', 'pandemic', 'covid'], 肥胖: ['obes'], 抗生素: ['antibiotic'], 细菌: ['bacteri'], 药物: ['drug'], 基因: ['genom', 'genetic'], 企鹅: ['penguin'], 鸟类: ['bird'], 动物: ['animal', 'wildlife'],
  野生动物: ['wildlife'], 物种: ['species'], 能源: ['energy'], 电力: ['electric'], 发电: ['electricity generation', 'power generation'], 汽油: ['petrol', 'gasoline'], 油价: ['petrol price', 'oil price', 'gas price'], 石油: ['petroleum', 'crude oil'], 天然气: ['natural gas'],
  煤炭: ['coal'], 太阳能: ['solar'], 核能: ['nuclear'], 农业: ['agricult'], 大麦: ['barley'], 小麦: ['wheat'], 玉米: ['maize', 'corn yield'], 产量: ['yield'], 作物: ['crop'], 食品: ['food'], 餐馆: ['restaurant'], 餐厅: ['restaurant'],
  电影: ['film', 'movie'], 票房: ['box office'], 评分: ['rating'], 音乐: ['music'], 足球: ['football', 'soccer'], 体育: ['sport'], 奥运: ['olympic'], 地理: ['geograph'], 坐标: ['coordinates'], 邮编: ['postal code', 'zip code'], 邮政编码: ['postal code', 'zip code'],
  首都: ['capital'], 首府: ['capital'], 国家: ['country', 'countries'], 城市: ['cities', 'urban'], 科技: ['technology'], 技术: ['technolog'], 人工智能: ['artificial intelligence', 'machine learning'], 图像: ['image'], 预测: ['forecast'], 模拟: ['simulat'],
  美国: ['united states', 'us '], 中国: ['china', 'chinese'], 欧洲: ['europe'], 西雅图: ['seattle'], 纽约: ['new york'], 伦敦: ['london'], 上海: ['shanghai'], 北京: ['beijing'], 全球: ['global', 'world'], 世界: ['world', 'global'],
  每小时: ['hourly'], 每日: ['daily'], 每天: ['daily'], 每月: ['monthly'], 月度: ['monthly'], 每年: ['annual', 'yearly'], 年度: ['annual', 'yearly'],
};
