export function forgetPages(): void;
