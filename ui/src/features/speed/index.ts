export { SpeedStep } from "./SpeedStep";
