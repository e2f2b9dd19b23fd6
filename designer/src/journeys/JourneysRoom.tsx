/** The room where journeys are listed and drawn. */
export function JourneysRoom() {
  return null;
}
