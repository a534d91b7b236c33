export { FailureNote } from "./FailureNote";
