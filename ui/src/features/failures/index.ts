export { FailuresTab } from "./FailuresTab";
