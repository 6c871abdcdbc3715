/** Ids of rows: UUIDs of version 7, which sort by the time they were made. */
export { v7 as uuidv7, validate as isUuid } from 'uuid';
