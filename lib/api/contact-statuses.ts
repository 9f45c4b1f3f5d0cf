/** The life of a contact: queued, sent, delivered, read or answered; or cancelled, failed, unknown (data.md section 1). */
export const CONTACT_STATUSES = ['queued', 'sent', 'delivered', 'read', 'answered', 'cancelled', 'failed', 'unknown'] as const;
export type ContactStatus = (typeof CONTACT_STATUSES)[number];
