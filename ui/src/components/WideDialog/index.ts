export { WideDialog } from "./WideDialog";
