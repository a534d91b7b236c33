export { type Looked, lookAt } from "./store";
export { ValueDialog } from "./ValueDialog";
