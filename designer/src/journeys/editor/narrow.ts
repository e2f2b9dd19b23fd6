/** Where the drawing is only looked at: screens of this width. */
export const NARROW = '(max-width: 767px)';
