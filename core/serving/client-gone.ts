/** The client hung up: there is nobody to answer, and nothing went wrong here. */
export class ClientGone extends Error {
  override name = 'ClientGone';

  constructor() {
    super('The client has gone.');
  }
}
