/** Why a group has no value that pictures could be given, as the name of a message. */
export type Ungiven = 'readOnly' | 'computed' | 'range' | 'letter' | 'fixed';

/** What giving a value does to what pictures had. */
export type Verb = 'set' | 'add' | 'clear';

/** What dropping the selected pictures on a group would do: change a property of theirs, or nothing, with the reason. */
export type Landing<Property = { id: number; name: string }> =
  { property: Property; verb: Verb; count: number; ungiven?: undefined } | { ungiven: Ungiven; count?: undefined };
