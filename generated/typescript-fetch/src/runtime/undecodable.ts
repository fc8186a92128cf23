/** The body is not what the document promises; the message says why, without the body. */
export class Undecodable extends Error {}
