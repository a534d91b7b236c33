export { ActivityTab } from "./ActivityTab";
