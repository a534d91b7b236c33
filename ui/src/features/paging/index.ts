export { PagesFold } from "./PagesFold";
export { PagingOffer } from "./PagingOffer";
