export const pageSize = 24;

/** An offset is paid row by row: nobody reads past this page, so none is offered. */
export const maxPage = 500;

/** Rows to skip, and pages to offer, for a result of `totalCount` rows. */
export function searchPage(page: number, totalCount: number): { readonly offset: number; readonly pageCount: number } {
  return {
    offset: (Math.min(Math.max(page, 1), maxPage) - 1) * pageSize,
    pageCount: Math.min(Math.ceil(totalCount / pageSize), maxPage),
  };
}
