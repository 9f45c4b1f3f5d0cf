/** A file that cannot be taken at all; the message is the sentence a person reads, with the place and the mend. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
}
