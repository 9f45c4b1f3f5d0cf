import 'server-only';

/** A UUID in lower case, as part of a pattern: whatever else has its length is refused by the database, and should be before. */
export const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
