import { act, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { closeWindow, type OpenedWindow, openWindow } from "../../test/window";

vi.mock("../../app/slots", () => import("../../test/slots"));

afterEach(closeWindow);

async function paste({ user, checked }: OpenedWindow, label: string, text: string) {
  const field = screen.getByLabelText(label);
  await user.clear(field);
  await user.click(field);
  await user.paste(text);
  await checked();
}

const card = (name: string) => screen.getByRole("region", { name });
const lists = (opened: OpenedWindow) => opened.fake.controls.document()?.extraction.lists;

describe("a typed list says what it holds", () => {
  it.each([
    ["1-826", "826 values"],
    ["007\n008\n007", "3 values · 1 duplicate"],
    ["a,,b", "2 values · 1 blank left out"],
    ["x", "1 value"],
  ])("%s", async (text, counts) => {
    const opened = await openWindow({ open: "sample" });
    await paste(opened, "Values of {id}", text);
    expect(within(card("{id}")).getByRole("status")).toHaveTextContent(counts);
  });

  it("shows how addresses will be sent", async () => {
    const opened = await openWindow({ open: "sample" });
    await paste(opened, "Values of {id}", "a b\n007");
    const summary = screen.getByText("First addresses to be sent");
    // In a low window, as this one, the list starts folded.
    await opened.user.click(summary);
    const first = within(summary.closest("details") as HTMLElement);
    expect(first.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
      "http://127.0.0.1:4010/inventory/materials?id=a%20b",
      "http://127.0.0.1:4010/inventory/materials?id=007",
      "http://127.0.0.1:4010/inventory/products?id=a%20b",
      "http://127.0.0.1:4010/inventory/products?id=007",
    ]);
  });
});

describe("pasting several columns", () => {
  const BLOCK = 'sku\tprice\tcity\n007\t1.50\t"Paris, France"\n008\t2\tOslo\n';

  it("asks which one to take, the first to begin with", async () => {
    const opened = await openWindow({ open: "sample" });
    await paste(opened, "Values of {id}", BLOCK);
    const dialog = await screen.findByRole("dialog", { name: "Which column for {id}?" });
    expect(within(dialog).getByText("007 · 008")).toBeInTheDocument();
    await opened.user.click(within(dialog).getByRole("button", { name: "Use this column" }));
    expect(screen.getByLabelText("Values of {id}")).toHaveValue("007\n008");
  });

  it("keeps a cell with a comma one value", async () => {
    const opened = await openWindow({ open: "sample" });
    await paste(opened, "Values of {id}", BLOCK);
    const dialog = await screen.findByRole("dialog");
    await opened.user.click(within(dialog).getByRole("radio", { name: /city/ }));
    await opened.user.click(within(dialog).getByRole("button", { name: "Use this column" }));
    expect(screen.getByLabelText("Values of {id}")).toHaveValue('"Paris, France"\nOslo');
  });

  it("changes nothing when dismissed", async () => {
    const opened = await openWindow({ open: "sample" });
    await paste(opened, "Values of {id}", BLOCK);
    await opened.user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Cancel" }));
    expect(screen.getByLabelText("Values of {id}")).toHaveValue("");
  });
});

describe("a very large list", () => {
  const large = (count: number) => Array.from({ length: count }, (_, i) => `value-${i}`).join("\n");

  it("is told instead of shown, and can be replaced and cleared", async () => {
    const opened = await openWindow({ open: "sample" });
    await paste(opened, "Values of {id}", large(20_000));
    const id = within(card("{id}"));
    expect(id.getByText(/^20.000 values, pasted$/)).toBeInTheDocument();
    expect(id.queryByRole("textbox")).not.toBeInTheDocument();
    await opened.user.click(id.getByRole("button", { name: "Replace" }));
    await opened.user.paste(large(30_000));
    await opened.checked();
    expect(id.getByText(/^30.000 values, pasted$/)).toBeInTheDocument();
    await opened.user.click(id.getByRole("button", { name: "Clear" }));
    expect(screen.getByLabelText("Values of {id}")).toHaveValue("");
  });
});

describe("combining", () => {
  it("multiplies, or goes side by side and says when the lists differ", async () => {
    const opened = await openWindow({ open: "sample" });
    expect(screen.getByText("2 × 50 = 100")).toBeInTheDocument();
    await opened.user.click(screen.getByLabelText("Side by side"));
    await opened.checked();
    expect(opened.fake.controls.document()?.extraction.combine).toBe("zip");
    // At once, beside what was chosen.
    expect(
      screen.getByText("Side by side needs lists of one length: {type} has 2 and {id} has 50."),
    ).toBeInTheDocument();
  });
});

describe("a list that is not used", () => {
  it("stays with a warning until it is removed", async () => {
    const opened = await openWindow({ open: "sample" });
    await paste(opened, "Address", "http://127.0.0.1:4010/inventory/materials");
    const unused = card("{type}");
    expect(within(unused).getByRole("textbox")).toHaveAccessibleDescription(/is nowhere in the address/);
    await opened.user.click(within(unused).getByRole("button", { name: "Remove the list of {type}" }));
    await opened.checked();
    expect(lists(opened)?.map((list) => list.placeholder)).toEqual(["id"]);
  });

  it("can be given to a placeholder that has none", async () => {
    const opened = await openWindow({ open: "sample" });
    await paste(opened, "Address", "http://127.0.0.1:4010/inventory/{kind}");
    await opened.user.click(screen.getByRole("button", { name: "Use for {kind}" }));
    await opened.checked();
    expect(screen.getByLabelText("Values of {kind}")).toHaveValue("materials\nproducts");
    expect(lists(opened)?.map((list) => list.placeholder)).toEqual(["kind", "id"]);
  });
});

describe("values from a file", () => {
  async function openDialog(): Promise<OpenedWindow> {
    const opened = await openWindow({ open: "sample" });
    await opened.user.click(within(card("{id}")).getByRole("button", { name: "From a file…" }));
    await screen.findByRole("dialog", { name: "Values for {id}" });
    await screen.findByText("Column");
    return opened;
  }

  it("asks for sheet and column, with samples, and takes the values", async () => {
    const opened = await openDialog();
    expect(screen.getByText("000101 · 000102 · 000103")).toBeInTheDocument();
    await opened.user.click(screen.getByRole("radio", { name: /customer/ }));
    await opened.user.click(screen.getByRole("button", { name: "Use 409 values" }));
    await opened.checked();
    expect(lists(opened)?.[1]).toEqual({
      placeholder: "id",
      source: {
        kind: "file",
        path: "/home/ana/orders.xlsx",
        sheet: "Orders",
        column: "customer",
        count: 409,
        stored: 1,
      },
    });
    expect(within(card("{id}")).getByText("orders.xlsx")).toBeInTheDocument();
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });

  it("goes back to typing", async () => {
    const opened = await openDialog();
    await opened.user.click(screen.getByRole("button", { name: "Use 412 values" }));
    await opened.user.click(await screen.findByRole("button", { name: "Type instead" }));
    expect(screen.getByLabelText("Values of {id}")).toHaveValue("");
  });

  it("says why a file cannot be read and leaves the list alone", async () => {
    const opened = await openWindow({ open: "sample" });
    const message = "orders.xlsx is not an Excel file, whatever its ending says.";
    opened.fake.controls.failNext("values.inspect", { code: "cannot_read", message, detail: null });
    await opened.user.click(within(card("{id}")).getByRole("button", { name: "From a file…" }));
    expect(await screen.findByText(new RegExp(`${message}$`))).toBeInTheDocument();
    await opened.user.click(within(screen.getByRole("dialog")).getByText("Close"));
    expect(screen.getByLabelText("Values of {id}")).toHaveValue("0-49");
  });

  it("opens for a file dropped on the list", async () => {
    const opened = await openWindow({ open: "sample" });
    document.elementFromPoint = () => card("{type}");
    act(() => opened.fake.controls.drop({ paths: ["/home/ana/kinds.csv"], x: 10, y: 10 }));
    expect(await screen.findByRole("dialog", { name: "Values for {type}" })).toBeInTheDocument();
  });

  it("does nothing when the dialog of the system is dismissed", async () => {
    const opened = await openWindow({ open: "sample" });
    opened.fake.controls.picks.push(null);
    await opened.user.click(within(card("{id}")).getByRole("button", { name: "From a file…" }));
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });
});
