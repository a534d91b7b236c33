export { RequestStep } from "./RequestStep";
