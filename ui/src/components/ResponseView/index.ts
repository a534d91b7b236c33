export { BodyView } from "./BodyView";
export { Facts } from "./Facts";
export { HeadersFold } from "./HeadersFold";
