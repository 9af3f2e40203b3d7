/** Ends the address that publishing leads to. Behind a hash, as the page is the same for everybody and kept. */
export const publishedHash = '#published';
