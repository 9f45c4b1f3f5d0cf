import { useTranslations } from 'next-intl';
import type { CallStanding } from '#lib/api/webhook-calls.ts';

/** What became of a call to another system, in a sentence. */
export function useCallWords(): (call: CallStanding) => string {
  const t = useTranslations('webhookCall');
  return ({ status, reason, httpStatus, attempts }) => {
    if (status === 'ok') return t('ok', { status: String(httpStatus ?? ''), attempts });
    if (status === 'noted') return t('noted');
    if (status === 'cancelled') return t(reason === 'moved' ? 'moved' : 'exit');
    if (status === 'waiting' && reason === null) return t('waiting');
    const why = reason === null ? '' : t(`why-${reason}`, { status: String(httpStatus ?? '') });
    return t(status === 'waiting' ? 'retrying' : 'failed', { attempts, why });
  };
}
