import type { FileColumns } from "../../bindings";

/** What the open dialog answers, by the first ending that is asked for. */
export const PICKED: Record<string, string> = { fetchgrid: "/home/ana/orders.fetchgrid", pem: "/home/ana/company.pem" };

export const FILE: Omit<FileColumns, "path"> = {
  sheets: [
    {
      name: "Orders",
      columns: [
        { name: "order", count: 412, sample: ["000101", "000102", "000103"] },
        { name: "customer", count: 409, sample: ["Ann & Co", "Łukasz", "O'Hara"] },
      ],
    },
    { name: "Returns", columns: [{ name: "Column 1", count: 12, sample: ["R-7", "R-8"] }] },
  ],
};

/** A grey dot: what every address of a picture leads to. */
export const PICTURE = "data:image/gif;base64,R0lGODlhAQABAIAAAICAgAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==";
