import { describe, expect, it } from 'vitest';
import { answerMail, requestMail } from '@/lib/pricing/core/menu/offer-mail';
import { buyerClasses } from '@/lib/pricing/schema';

const named = { title: 'Rain by station', link: 'https://exchange.example/en/datasets/rain', buyerClass: 'ACADEMIC' } as const;
const offer = { priceMinor: 12_050, currency: 'EUR', endsAt: new Date('2026-12-26T10:00:00Z') };

describe('letters about offers', () => {
  it('say price, class, last day and why, in the reader’s language', () => {
    const english = answerMail({ ...named, offer, reason: 'Research is published openly.' }, 'en');
    expect(english.subject).toBe('Rain by station: an offer of €120.50');
    for (const part of ['€120.50', 'research and teaching', '2026-12-26', 'Research is published openly.', named.link]) expect(english.text).toContain(part);
    const chinese = answerMail({ ...named, offer, reason: '研究成果公开发表。' }, 'zh');
    for (const part of ['€120.50', '科研与教学', '2026-12-26', '研究成果公开发表。', named.link]) expect(chinese.text).toContain(part);
  });

  it('say why there is none', () => {
    expect(answerMail({ ...named, offer: null, reason: 'Sold to public bodies alone.' }, 'en')).toMatchObject({ subject: 'Rain by station: no offer', text: expect.stringContaining('Sold to public bodies alone.') as string });
    expect(answerMail({ ...named, offer: null, reason: '仅售予公共机构。' }, 'zh').text).toContain('仅售予公共机构。');
  });

  it('tell a seller of a request by its class', () => {
    for (const buyerClass of buyerClasses) for (const locale of ['en', 'zh'] as const) expect(requestMail({ ...named, buyerClass }, locale).text).toContain(named.link);
  });
});
